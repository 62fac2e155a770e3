// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/xattr.h}. */
final class SysXattr {
  private static final Function GETXATTR = Libc.function("getxattr");

  private SysXattr() {}

  static long getxattr(byte[] path, byte[] name, byte[] value, long size) {
    return GETXATTR.invokeLong(new Object[] {path, name, value, size});
  }
}
