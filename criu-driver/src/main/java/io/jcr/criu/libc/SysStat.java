// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/stat.h}. */
final class SysStat {
  private static final Function FCHMOD = Libc.function("fchmod");
  private static final Function UMASK = Libc.function("umask");

  private SysStat() {}

  static int fchmod(int descriptor, int mode) {
    return FCHMOD.invokeInt(new Object[] {descriptor, mode});
  }

  /** Never fails; gives the mask that there was. */
  static int umask(int mask) {
    return UMASK.invokeInt(new Object[] {mask});
  }
}
