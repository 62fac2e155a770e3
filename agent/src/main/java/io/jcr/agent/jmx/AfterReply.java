// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.jmx;

/**
 * Runs something once the calling thread has left the MBean and its reply is out: what follows ends
 * the process, and the caller should still hear that it was accepted.
 */
final class AfterReply {
  private static final long POLL_MILLIS = 10;

  /** After the method has returned the reply has only to be written to a socket. */
  private static final long WRITING_MILLIS = 100;

  private static final int POLLS = 500;

  private AfterReply() {}

  static void run(Runnable work) {
    Thread caller = Thread.currentThread();
    Thread thread = new Thread(null, () -> afterwards(caller, work), "jcr-checkpoint", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private static void afterwards(Thread caller, Runnable work) {
    try {
      for (int i = 0; i < POLLS && isInside(caller); i++) {
        Thread.sleep(POLL_MILLIS);
      }
      Thread.sleep(WRITING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the work hears of it, and ends as it must
    }
    work.run();
  }

  private static boolean isInside(Thread caller) {
    for (StackTraceElement frame : caller.getStackTrace()) {
      if (frame.getClassName().equals(CheckpointBean.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
