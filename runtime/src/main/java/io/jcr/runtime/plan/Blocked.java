// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import java.util.List;

/**
 * No checkpoint can be made.
 *
 * @param blockers every reason, at least one: first those of the process, then those of handles, by
 *     descriptor
 * @param handles every handle of the table
 * @param children every process below the JVM
 * @param warnings what the user should know beside
 */
public record Blocked(
    List<Blocker> blockers,
    List<PlannedHandle> handles,
    List<PlannedChild> children,
    List<String> warnings)
    implements Outcome {

  public Blocked {
    blockers = List.copyOf(blockers);
    handles = List.copyOf(handles);
    children = List.copyOf(children);
    warnings = List.copyOf(warnings);
    if (blockers.isEmpty()) {
      throw new IllegalArgumentException("blocked by nothing");
    }
  }
}
