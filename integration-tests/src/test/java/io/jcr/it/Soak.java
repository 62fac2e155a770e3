// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

/** How often things are done again: a few times, or with {@code -Djcr.it.soak=true} many. */
final class Soak {
  private static final boolean LONG = Boolean.getBoolean("jcr.it.soak");

  private Soak() {}

  static boolean isLong() {
    return LONG;
  }

  /** Checkpoints of a process that keeps running. */
  static int rounds() {
    return LONG ? 200 : 10;
  }

  /** Lives, one after the other. */
  static int cycles() {
    return LONG ? 20 : 3;
  }

  /** Lives of a server that somebody browses. */
  static int visits() {
    return LONG ? 20 : 6;
  }

  /** Checkpoints of a JVM that looks up names in between. */
  static int lookUpCycles() {
    return LONG ? 50 : 6;
  }

  /** So many of those end it; in the others it keeps running. */
  static int lookUpLives() {
    return LONG ? 25 : 3;
  }
}
