// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.util.List;

/**
 * Whether the hooks work on this JDK.
 *
 * @param missing what was opened and not noted, or could not be hooked, one line each; empty when
 *     all is well
 */
public record SelfTest(List<String> missing) {
  public SelfTest {
    missing = List.copyOf(missing);
  }

  /** Whether provenance can be trusted. */
  public boolean passed() {
    return missing.isEmpty();
  }
}
