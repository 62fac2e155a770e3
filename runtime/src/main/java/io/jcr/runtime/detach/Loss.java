// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.plan.PlannedHandle;

/**
 * A handle that could not be brought back.
 *
 * @param planned what it was, and what decided about it
 * @param why the system call that failed
 */
public record Loss(PlannedHandle planned, String why) {

  /** One line, and who opened it on lines of their own. */
  public String message() {
    Handle handle = planned.handle();
    return "descriptor "
        + handle.descriptor()
        + " ("
        + handle.kind().name()
        + " "
        + handle.kind().target().replace('\n', '?')
        + ") could not be brought back: "
        + why
        + planned.rule().map(rule -> ", by the rule at " + rule).orElse("")
        + handle.provenance().map(Provenance::describe).map(text -> "\n  " + text).orElse("");
  }
}
