// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/stat.h}. */
final class SysStat {
  static final int STATX_BASIC_STATS = 0x7ff; // linux/stat.h

  private static final int AT_FDCWD = -100; // fcntl.h

  private static final Function FCHMOD = Libc.function("fchmod");
  private static final Function STATX = Libc.function("statx");
  private static final Function UMASK = Libc.function("umask");

  private SysStat() {}

  static int fchmod(int descriptor, int mode) {
    return FCHMOD.invokeInt(new Object[] {descriptor, mode});
  }

  /** Follows links; {@code status} is a {@code struct statx}. */
  static int statx(byte[] path, int mask, byte[] status) {
    return STATX.invokeInt(new Object[] {AT_FDCWD, path, 0, mask, status});
  }

  /** Never fails; gives the mask that there was. */
  static int umask(int mask) {
    return UMASK.invokeInt(new Object[] {mask});
  }
}
