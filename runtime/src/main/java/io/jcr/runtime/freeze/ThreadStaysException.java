// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Threads did not leave a system call on a descriptor that was to be taken away. */
public final class ThreadStaysException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Sitting> sitting;

  ThreadStaysException(List<Sitting> sitting) {
    this.sitting = sitting; // looked through when the world goes on
  }

  /**
   * Says who, where, on what, and by which Java code. Only to be asked when the world goes on
   * again: stacks are walked.
   */
  public JcrException explain(Supplier<Thread[]> threads) {
    return new JcrException(
        Code.THREAD_STAYS,
        "a thread does not leave a system call: "
            + sitting.stream()
                .filter(Sitting::sits)
                .map(Sitting::describe)
                .collect(Collectors.joining(", ")),
        "close that descriptor before the checkpoint, or leave it to CRIU by a rule with action"
            + " keep where it can carry it"
            + stacks(threads.get()));
  }

  /** The kernel cuts names, so there may be more than one thread of a name. */
  private String stacks(Thread[] threads) {
    StringBuilder stacks = new StringBuilder();
    for (Thread thread : threads) {
      if (sitting.stream().anyMatch(each -> each.sits() && each.isNamed(thread.getName()))) {
        stacks.append("\n  ").append(thread.getName());
        for (StackTraceElement frame : thread.getStackTrace()) {
          stacks.append("\n  at ").append(frame);
        }
      }
    }
    return stacks.toString();
  }
}
