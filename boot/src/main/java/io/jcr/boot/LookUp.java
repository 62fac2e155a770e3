// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.Arrays;

/** One look-up that is looked at. Its own thread alone touches it, but for the thread's name. */
final class LookUp {
  private final Thread thread;
  private final String kind;
  private int depth = 1;
  private int[] descriptors = new int[0];
  private long beginMillis;
  private long cost;

  LookUp(Thread thread, String kind) {
    this.thread = thread;
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  /** One that another one of this thread asks for is part of it. */
  void nest(Thread current) {
    if (current == thread) {
      depth++;
    }
  }

  /** Whether this was the end of the outermost one, by its thread. */
  boolean leaves(Thread current) {
    return current == thread && --depth == 0;
  }

  /** Notes what there is. */
  void before(Mappings mappings) {
    int slot = Guard.enter(thread);
    if (slot < 0) {
      return;
    }
    try {
      long begin = System.nanoTime();
      beginMillis = System.currentTimeMillis();
      mappings.keep(OpenFiles.sharedMappings());
      descriptors = OpenFiles.descriptors();
      cost = System.nanoTime() - begin;
    } finally {
      Guard.leave(slot);
    }
  }

  /** Notes what is new; gives what both looks took, in nanoseconds. */
  long after(Mappings mappings) {
    int slot = beginMillis == 0 ? -1 : Guard.enter(thread); // 0: nothing was noted before
    if (slot < 0) {
      return 0;
    }
    try {
      long begin = System.nanoTime();
      Opening opening = Ledger.lookedUp(thread);
      int[] now = OpenFiles.descriptors();
      for (int i = 0; i < now.length; i++) {
        if (Arrays.binarySearch(descriptors, now[i]) < 0) {
          Ledger.openedByLookUp(now[i], beginMillis, opening);
        }
      }
      mappings.add(OpenFiles.sharedMappings(), opening);
      return cost + System.nanoTime() - begin;
    } finally {
      Guard.leave(slot);
    }
  }
}
