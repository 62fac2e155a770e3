// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gathers what is wrong, so that the user hears of all of it at once. */
final class Problems {
  private final SortedSet<Problem> problems =
      new TreeSet<>(Comparator.comparing(Problem::place).thenComparing(Problem::text));

  /**
   * Notes a problem.
   *
   * @param text {@code what; what to do}
   */
  void add(Place place, String text) {
    problems.add(new Problem(place, text));
  }

  void throwIfAny() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.stream()
              .map(problem -> problem.place() + ": " + problem.text())
              .collect(Collectors.toList()));
    }
  }

  private record Problem(Place place, String text) {}
}
