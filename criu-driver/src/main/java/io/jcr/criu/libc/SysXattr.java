// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code sys/xattr.h}. */
interface SysXattr extends Library {
  SysXattr C = Native.load(SysXattr.class);

  long getxattr(String path, String name, byte[] value, long size);
}
