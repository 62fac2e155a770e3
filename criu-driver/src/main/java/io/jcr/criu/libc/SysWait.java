// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.ptr.IntByReference;

/** {@code sys/wait.h}. */
final class SysWait {
  private static final Function WAITPID = Libc.function("waitpid");

  private SysWait() {}

  static int waitpid(int processId, IntByReference status, int options) {
    return WAITPID.invokeInt(new Object[] {processId, status, options});
  }
}
