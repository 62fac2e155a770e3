// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;

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

  private static final String CAUGHT = "SigCgt:";

  private Wake() {}

  /**
   * Sends it to a thread of this process; one that has ended is fine. Nothing is sent where nobody
   * has set the handler, because the JVM would end: then no class of the JDK waits in such a way.
   */
  public static void thread(long threadId) throws NativeCallException {
    if (!isHandled(Descriptors.readAll("/proc/self/status"))) {
      return;
    }
    long process = ProcessHandle.current().pid();
    if (Unistd.syscall(TGKILL, process, threadId, SIGNAL, 0, 0) != 0
        && Native.getLastError() != Errno.ESRCH) {
      throw new NativeCallException("tgkill", Native.getLastError(), process, threadId, SIGNAL);
    }
  }

  /**
   * {@code SigCgt} of proc_pid_status(5): the signals that have a handler, the first one lowest.
   */
  static boolean isHandled(byte[] status) {
    for (String line : new String(status, StandardCharsets.US_ASCII).split("\n", -1)) {
      if (line.startsWith(CAUGHT)) {
        long caught = Long.parseUnsignedLong(line.substring(CAUGHT.length()).strip(), 16);
        return (caught & (1L << (SIGNAL - 1))) != 0;
      }
    }
    return false;
  }
}
