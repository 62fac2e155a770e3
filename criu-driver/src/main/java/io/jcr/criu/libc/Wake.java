// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;

/**
 * The signal by which the JDK itself gets its threads out of a system call: {@code SIGRTMAX - 2}
 * (NativeThread.c and linux_close.c of OpenJDK). Its handler does nothing; the call ends with
 * {@code EINTR}, and the JDK looks what it should do next.
 */
public final class Wake {
  /** With the C library's {@code SIGRTMAX} of 64. */
  public static final int SIGNAL = 62;

  private static final int TGKILL =
      System.getProperty("os.arch").equals("aarch64") ? 131 : 234; // __NR_tgkill of asm/unistd.h

  private Wake() {}

  /** Sends it to a thread of this process; one that has ended is fine. */
  public static void thread(long threadId) throws NativeCallException {
    long process = ProcessHandle.current().pid();
    if (Unistd.syscall(TGKILL, process, threadId, SIGNAL, 0, 0) != 0
        && Native.getLastError() != Errno.ESRCH) {
      throw new NativeCallException("tgkill", Native.getLastError(), process, threadId, SIGNAL);
    }
  }
}
