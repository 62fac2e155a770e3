// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;

/** {@code spawn.h}. These functions return the error number, they do not set errno. */
final class SpawnHeader {
  /** More than {@code sizeof(posix_spawn_file_actions_t)}: 80 bytes in glibc, 68 in musl. */
  static final int FILE_ACTIONS_SIZE = 256;

  private static final Function POSIX_SPAWN = Libc.function("posix_spawn");
  private static final Function POSIX_SPAWN_FILE_ACTIONS_INIT =
      Libc.function("posix_spawn_file_actions_init");
  private static final Function POSIX_SPAWN_FILE_ACTIONS_ADDDUP2 =
      Libc.function("posix_spawn_file_actions_adddup2");
  private static final Function POSIX_SPAWN_FILE_ACTIONS_DESTROY =
      Libc.function("posix_spawn_file_actions_destroy");

  private SpawnHeader() {}

  static int posix_spawn(
      IntByReference processId,
      String path,
      Pointer fileActions,
      Pointer attributes,
      StringArray arguments,
      StringArray environment) {
    return POSIX_SPAWN.invokeInt(
        new Object[] {processId, path, fileActions, attributes, arguments, environment});
  }

  static int posix_spawn_file_actions_init(Pointer fileActions) {
    return POSIX_SPAWN_FILE_ACTIONS_INIT.invokeInt(new Object[] {fileActions});
  }

  static int posix_spawn_file_actions_adddup2(
      Pointer fileActions, int descriptor, int newDescriptor) {
    return POSIX_SPAWN_FILE_ACTIONS_ADDDUP2.invokeInt(
        new Object[] {fileActions, descriptor, newDescriptor});
  }

  static int posix_spawn_file_actions_destroy(Pointer fileActions) {
    return POSIX_SPAWN_FILE_ACTIONS_DESTROY.invokeInt(new Object[] {fileActions});
  }
}
