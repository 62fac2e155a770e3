// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/stat.h}, and what unistd.h has of the same sort. */
final class SysStat {
  private static final Function CHMOD = Libc.function("chmod");
  private static final Function FCHMOD = Libc.function("fchmod");
  private static final Function LCHOWN = Libc.function("lchown");
  private static final Function UNLINK = Libc.function("unlink");

  private SysStat() {}

  static int chmod(byte[] path, int mode) {
    return CHMOD.invokeInt(new Object[] {path, mode});
  }

  static int fchmod(int descriptor, int mode) {
    return FCHMOD.invokeInt(new Object[] {descriptor, mode});
  }

  static int lchown(byte[] path, int user, int group) {
    return LCHOWN.invokeInt(new Object[] {path, user, group});
  }

  static int unlink(byte[] path) {
    return UNLINK.invokeInt(new Object[] {path});
  }
}
