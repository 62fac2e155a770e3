// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words of a command line that mean nothing, or nothing yet. */
final class Unknown {
  private static final List<String> PLANNED_VERBS = List.of("run");

  private Unknown() {}

  /** The message, with what to do; empty where the usage says it better. */
  static Optional<String> explain(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String word = unmatched.getUnmatched().get(0);
    boolean verb = e.getCommandLine().getParent() == null && !word.startsWith("-");
    if (verb) {
      return Optional.of(
          PLANNED_VERBS.contains(word)
              ? notYet(word) + "see jcr --help"
              : "unknown verb " + word + "; see jcr --help");
    }
    return Optional.empty();
  }

  private static String notYet(String word) {
    return "this version of jcr does not have " + word + " yet; ";
  }
}
