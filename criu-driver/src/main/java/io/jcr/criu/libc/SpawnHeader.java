// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;

/** {@code spawn.h}. These functions return the error number, they do not set errno. */
interface SpawnHeader extends Library {
  SpawnHeader C = Native.load(SpawnHeader.class);

  /** More than {@code sizeof(posix_spawn_file_actions_t)}: 80 bytes in glibc, 68 in musl. */
  int FILE_ACTIONS_SIZE = 256;

  int posix_spawn(
      IntByReference processId,
      String path,
      Pointer fileActions,
      Pointer attributes,
      StringArray arguments,
      StringArray environment);

  int posix_spawn_file_actions_init(Pointer fileActions);

  int posix_spawn_file_actions_adddup2(Pointer fileActions, int descriptor, int newDescriptor);

  int posix_spawn_file_actions_destroy(Pointer fileActions);
}
