// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.plan.PlannedHandle;

/**
 * A handle that could not be brought back.
 *
 * @param planned what it was, and what decided about it
 * @param why the system call that failed
 * @param remedy what a user can do about it
 */
public record Loss(PlannedHandle planned, String why, String remedy) {

  /**
   * What can be done depends on the life.
   *
   * @param e the system call that failed
   */
  static Loss in(DumpOutcome life, PlannedHandle planned, Exception e) {
    String remedy =
        life == DumpOutcome.RESTORED
            ? "mend what that call complains of, and restore again"
            : "let the application open it anew, or start it again";
    return new Loss(planned, String.valueOf(e.getMessage()), remedy);
  }

  /** One line, and who opened it on lines of their own. */
  public String message() {
    return planned.handle().describe()
        + " could not be brought back: "
        + why
        + planned.byRule()
        + "; "
        + remedy
        + planned.opener();
  }
}
