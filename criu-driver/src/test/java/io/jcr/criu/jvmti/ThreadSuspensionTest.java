// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.jvmti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadSuspensionTest {
  private final AtomicLong count = new AtomicLong();
  private volatile boolean over;

  @Test
  void stopsTheWorldAndLetsItGoOn() throws Exception {
    List<Thread> runners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runners.add(start(this::countUp));
    }
    try (ThreadSuspension suspension = prepare(runners)) {
      for (int i = 0; i < 20; i++) {
        assertThat(suspension.suspend()).isEqualTo(4);
        long then = count.get();
        spin();
        long now = count.get();
        suspension.resume();
        assertThat(now).isEqualTo(then);
        awaitMoreThan(now);
      }
    } finally {
      over = true;
    }
  }

  @Test
  void sparesTheExempt() throws Exception {
    Thread runner = start(this::countUp);
    try (ThreadSuspension suspension = prepare(List.of(runner))) {
      assertThat(suspension.suspend(runner)).isZero();
      awaitMoreThan(count.get());
      suspension.resume();
    } finally {
      over = true;
    }
  }

  @Test
  void onlyOneCanHaveTheRight() throws Exception {
    try (ThreadSuspension first = prepare(List.of())) {
      assertThatThrownBy(() -> prepare(List.of()))
          .isInstanceOf(JvmtiException.class)
          .hasMessage("AddCapabilities: JVMTI_ERROR_NOT_AVAILABLE (98)");
      first.resume();
    }
    prepare(List.of()).close();
  }

  private static ThreadSuspension prepare(List<Thread> threads) throws JvmtiException {
    return ThreadSuspension.prepare(() -> threads.toArray(new Thread[0]));
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void countUp() {
    while (!over) {
      count.incrementAndGet();
    }
  }

  private void awaitMoreThan(long number) {
    while (count.get() <= number) {
      Thread.onSpinWait();
    }
  }

  private static void spin() {
    long end = System.nanoTime() + 5_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
