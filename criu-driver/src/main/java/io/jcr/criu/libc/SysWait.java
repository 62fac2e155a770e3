// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;

/** {@code sys/wait.h}. */
interface SysWait extends Library {
  SysWait C = Native.load(SysWait.class);

  int waitpid(int processId, IntByReference status, int options);
}
