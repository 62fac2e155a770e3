// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

/** How often things are done again: a few times, or with {@code -Djcr.it.soak=true} many. */
final class Soak {
  private static final boolean LONG = Boolean.getBoolean("jcr.it.soak");

  private Soak() {}

  /** Checkpoints of a process that keeps running. */
  static int rounds() {
    return LONG ? 200 : 10;
  }

  /** Lives, one after the other. */
  static int cycles() {
    return LONG ? 20 : 3;
  }

  /** Lives out of fifty checkpoints; in the others the process keeps running. */
  static int lives() {
    return LONG ? 50 : 10;
  }
}
