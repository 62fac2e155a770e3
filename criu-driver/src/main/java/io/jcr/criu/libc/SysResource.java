// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/resource.h}. */
final class SysResource {
  static final int RLIMIT_NOFILE = 7; // asm-generic/resource.h

  private static final Function GETRLIMIT = Libc.function("getrlimit");

  private SysResource() {}

  static int getrlimit(int resource, long[] limits) {
    return GETRLIMIT.invokeInt(new Object[] {resource, limits});
  }
}
