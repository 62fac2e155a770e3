// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code string.h}, on addresses. */
final class CString {
  private static final Function MEMCMP = Libc.function("memcmp");
  private static final Function MEMCPY = Libc.function("memcpy");

  private CString() {}

  static int memcmp(long one, long other, long count) {
    return MEMCMP.invokeInt(new Object[] {one, other, count});
  }

  static void memcpy(long onto, long from, long count) {
    MEMCPY.invokeLong(new Object[] {onto, from, count});
  }
}
