// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.ArrayList;
import java.util.List;

/** The configuration is wrong; the message has every problem on a line of its own. */
public final class ConfigException extends JcrException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  /**
   * Of sorted problems.
   *
   * @param problems each {@code file:line: what; what to do}
   */
  ConfigException(List<String> problems) {
    super(
        Code.BAD_CONFIGURATION,
        problems.size() == 1
            ? "the configuration has a problem"
            : "the configuration has " + problems.size() + " problems",
        "correct what follows\n  " + String.join("\n  ", problems));
    this.problems = new ArrayList<>(problems);
  }

  /** Every problem, {@code file:line: what; what to do}. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
