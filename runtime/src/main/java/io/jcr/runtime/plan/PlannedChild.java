// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * A process below the JVM, and what becomes of it: it is carried with the JVM where nothing of it
 * stands in the way.
 *
 * @param child the process
 * @param starter who started it, where a pipe leads from it to the JVM
 * @param blockers what of it stands in the way
 */
public record PlannedChild(
    ChildProcess child, Optional<Provenance> starter, List<Blocker> blockers) {

  public PlannedChild {
    requireNonNull(child, "child is null");
    requireNonNull(starter, "starter is null");
    blockers = List.copyOf(blockers);
  }
}
