// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

/** {@code sys/xattr.h}. */
final class SysXattr {
  static {
    Libc.bind(SysXattr.class);
  }

  private SysXattr() {}

  static native long getxattr(String path, String name, byte[] value, long size);
}
