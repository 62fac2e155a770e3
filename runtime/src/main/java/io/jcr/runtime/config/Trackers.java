// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

/**
 * What is remembered of the opener of a handle.
 *
 * @param stacks whether its stack is
 * @param stackDepth at most so many frames of it
 */
public record Trackers(boolean stacks, int stackDepth) {

  public Trackers {
    if (stackDepth < 1) {
      throw new IllegalArgumentException("stackDepth is " + stackDepth);
    }
  }

  static Trackers defaults() {
    return new Trackers(true, 64);
  }
}
