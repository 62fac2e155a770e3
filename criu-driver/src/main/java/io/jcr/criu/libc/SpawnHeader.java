// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;

/** {@code spawn.h}. These functions return the error number, they do not set errno. */
final class SpawnHeader {
  /** More than {@code sizeof(posix_spawn_file_actions_t)}: 80 bytes in glibc, 68 in musl. */
  static final int FILE_ACTIONS_SIZE = 256;

  static {
    Libc.bind(SpawnHeader.class);
  }

  private SpawnHeader() {}

  static native int posix_spawn(
      IntByReference processId,
      String path,
      Pointer fileActions,
      Pointer attributes,
      StringArray arguments,
      StringArray environment);

  static native int posix_spawn_file_actions_init(Pointer fileActions);

  static native int posix_spawn_file_actions_adddup2(
      Pointer fileActions, int descriptor, int newDescriptor);

  static native int posix_spawn_file_actions_destroy(Pointer fileActions);
}
