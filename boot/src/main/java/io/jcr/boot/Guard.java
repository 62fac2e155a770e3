// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps a hook from entering itself: the threads that are inside one, in a small table of thread
 * objects.
 *
 * <p>Not a {@code ThreadLocal}: its first use in a thread calls {@code initialValue} and the
 * thread's own methods, and it leaves an entry behind in every thread, a million virtual ones
 * included. Not keyed by thread id either: {@code Thread.getId} can be overridden by the
 * application. A thread object is compared by identity, which runs nobody's code and is right for
 * platform and virtual threads alike, because a hook never parks.
 *
 * <p>Only a thread itself writes and clears its own entry, so its search for that entry needs no
 * lock. The table holds threads that are inside a hook at the same instant; should it be full, the
 * hook is left out, which costs one handle its provenance.
 */
final class Guard {
  private static final int SLOTS = 64;

  private static final AtomicReferenceArray<Thread> inside = new AtomicReferenceArray<>(SLOTS);

  private Guard() {}

  /**
   * Enters.
   *
   * @return the slot to leave by, or -1 where this thread is inside already or the table is full
   */
  static int enter(Thread thread) {
    int start = System.identityHashCode(thread);
    if (isInside(thread)) {
      return -1;
    }
    for (int i = 0; i < SLOTS; i++) {
      int slot = (start + i) & (SLOTS - 1);
      if (inside.get(slot) == null && inside.compareAndSet(slot, null, thread)) {
        return slot;
      }
    }
    return -1;
  }

  private static boolean isInside(Thread thread) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (inside.get(slot) == thread) {
        return true;
      }
    }
    return false;
  }

  /** Leaves by the slot that {@link #enter} gave. */
  static void leave(int slot) {
    inside.set(slot, null);
  }
}
