// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Where something was configured.
 *
 * @param source a file, a variable, or an agent option
 * @param line the line in the file, from 1; 0 where there is none
 */
record Place(String source, int line) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::source).thenComparingInt(Place::line);

  Place {
    requireNonNull(source, "source is null");
  }

  /** The same place, with the file's name instead of its path. */
  String shortName() {
    return new Place(source.substring(source.lastIndexOf('/') + 1), line).toString();
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
