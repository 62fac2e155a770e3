// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.plan.PlannedHandle;
import java.util.List;
import java.util.function.Supplier;

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
   *
   * @param handles what was to become of each
   */
  public JcrException explain(Supplier<Thread[]> threads, List<PlannedHandle> handles) {
    StringBuilder who = new StringBuilder();
    StringBuilder openers = new StringBuilder();
    for (Sitting each : sitting) {
      if (each.sits()) {
        PlannedHandle planned = planned(handles, each.descriptor());
        who.append(who.isEmpty() ? "" : "; ");
        who.append(each.describe(planned.handle().describe())).append(planned.byRule());
        openers.append(planned.opener());
      }
    }
    return new JcrException(
        Code.THREAD_STAYS,
        "a thread does not leave a system call: " + who,
        "close that descriptor before the checkpoint, or leave it to CRIU by a rule with action"
            + " keep where it can carry it"
            + openers
            + stacks(threads.get()));
  }

  /** The JVM's own come before its children's, which have the same numbers. */
  private static PlannedHandle planned(List<PlannedHandle> handles, int descriptor) {
    return handles.stream()
        .filter(each -> each.handle().descriptor() == descriptor)
        .findFirst()
        .orElseThrow();
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
