// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

/**
 * A thread that is in the way of taking a descriptor.
 *
 * @param threadId the kernel's id of the thread
 * @param name its name, at most 15 characters (proc_pid_comm(5))
 * @param call the system call that it is in; empty where it runs
 * @param descriptor the descriptor that it sits on, -1 where it runs
 */
record Sitting(long threadId, String name, String call, int descriptor) {
  private static final int LONGEST_NAME = 15; // TASK_COMM_LEN of linux/sched.h, and its NUL
  private static final int JAVA = Runtime.version().feature();

  /** Whether it is in a system call. */
  boolean sits() {
    return !call.isEmpty();
  }

  /** {@code thread 4711 (reader) in read on descriptor 9 (fifo /run/orders)}. */
  String describe(String handle) {
    return "thread " + threadId + " (" + name + ") in " + call + " on " + handle;
  }

  /**
   * Whether it comes back as it should when the call ends with {@code EINTR}. From JDK 21 on {@code
   * DatagramSocket.receive} takes that for a packet, and returns one that nobody has sent
   * (DatagramChannelImpl.tryBlockingReceive repeats after {@code EAGAIN} alone).
   */
  boolean mayBeWoken() {
    return JAVA < 21 || !call.equals("recvfrom");
  }

  /** Whether the kernel's short name is that of a Java thread. */
  boolean isNamed(String thread) {
    return thread.substring(0, Math.min(thread.length(), LONGEST_NAME)).equals(name);
  }
}
