// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.ptr.IntByReference;

/** {@code sys/wait.h}. */
final class SysWait {
  static {
    Libc.bind(SysWait.class);
  }

  private SysWait() {}

  static native int waitpid(int processId, IntByReference status, int options);
}
