// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs something on a new platform thread, and waits for it. Whoever asks for a checkpoint may be a
 * virtual thread, which would be suspended with the others, or one that the application interrupts.
 */
final class PlatformThread {
  private PlatformThread() {}

  /** What may fail. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws JcrException, IOException;
  }

  static <T> T run(String name, Work<T> work) throws JcrException, IOException {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.start();
    return result(task);
  }

  /** An interrupt waits until it is done: half a checkpoint is none. */
  private static <T> T result(FutureTask<T> task) throws JcrException, IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrow(Throwable cause) throws JcrException, IOException {
    if (cause instanceof JcrException known) {
      throw known;
    }
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }
}
