// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.plan.Blocked;
import io.jcr.runtime.plan.Blocker;
import io.jcr.runtime.plan.Outcome;
import io.jcr.runtime.plan.Plan;
import java.util.List;

/**
 * What a checkpoint would find now.
 *
 * @param table every handle
 * @param outcome a plan, or all blockers
 */
public record Preflight(HandleTable table, Outcome outcome) {

  public Preflight {
    requireNonNull(table, "table is null");
    requireNonNull(outcome, "outcome is null");
  }

  /** What stands in the way; empty where a checkpoint can be taken. */
  public List<Blocker> blockers() {
    return outcome instanceof Blocked blocked ? blocked.blockers() : List.of();
  }

  /** What a user should know, though it blocks nothing. */
  public List<String> warnings() {
    return outcome.warnings();
  }

  Plan requirePlan() throws BlockedException {
    if (outcome instanceof Plan plan) {
      return plan;
    }
    throw new BlockedException(blockers());
  }
}
