// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Thread thread = new Thread("one");

  @Test
  void keepsAThreadFromEnteringTwice() {
    int slot = Guard.enter(thread);
    assertThat(slot).isNotNegative();
    assertThat(Guard.enter(thread)).isNegative();

    Guard.leave(slot);
    int again = Guard.enter(thread);
    assertThat(again).isNotNegative();
    Guard.leave(again);
  }

  @Test
  void letsOtherThreadsInUntilItIsFull() {
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      slots.add(Guard.enter(new Thread("one of many")));
    }
    assertThat(slots).doesNotHaveDuplicates().allSatisfy(slot -> assertThat(slot).isNotNegative());
    assertThat(Guard.enter(thread)).isNegative();

    slots.forEach(Guard::leave);
    int slot = Guard.enter(thread);
    assertThat(slot).isNotNegative();
    Guard.leave(slot);
  }
}
