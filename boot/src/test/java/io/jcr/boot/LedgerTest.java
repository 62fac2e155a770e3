// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int DESCRIPTOR = 700;

  @BeforeEach
  void start() {
    Ledger.start(descriptor -> descriptor == FileDescriptor.err ? DESCRIPTOR : -1, null);
  }

  @AfterEach
  void forget() {
    Ledger.closed(DESCRIPTOR);
    Ledger.keepStacks(true);
  }

  @Test
  void notesThreadTimeStackAndHint() throws InterruptedException {
    long before = System.currentTimeMillis();
    Thread thread = new Thread(() -> Ledger.opened(DESCRIPTOR, Ledger.PATH), "opener");
    thread.start();
    thread.join();

    Opening opening = Ledger.opening(DESCRIPTOR);
    assertThat(opening.thread()).isEqualTo("opener");
    assertThat(opening.hint()).isEqualTo(Ledger.PATH);
    assertThat(opening.epochMillis()).isBetween(before, System.currentTimeMillis());
    assertThat(opening.stack().getStackTrace())
        .extracting(StackTraceElement::getClassName)
        .contains(LedgerTest.class.getName());
  }

  @Test
  void readsNumbersOfDescriptorObjects() {
    Ledger.opened(FileDescriptor.err, Ledger.SOCKET);
    assertThat(Ledger.opening(DESCRIPTOR).hint()).isEqualTo(Ledger.SOCKET);

    Ledger.closed(FileDescriptor.err);
    assertThat(Ledger.opening(DESCRIPTOR)).isNull();
  }

  @Test
  void notesSeveralAtOnce() {
    int[] both = {DESCRIPTOR, DESCRIPTOR + 1};
    Ledger.opened(both, Ledger.PIPE);
    assertThat(Ledger.opening(DESCRIPTOR + 1).hint()).isEqualTo(Ledger.PIPE);

    Ledger.closed(both);
    assertThat(Ledger.opening(DESCRIPTOR + 1)).isNull();
  }

  @Test
  void keepsStandardStreamsWhenTheyAreClosed() {
    Ledger.before(1, 17);
    Ledger.closed(1);
    assertThat(Ledger.opening(1).hint()).isEqualTo(Ledger.BEFORE_AGENT);
  }

  @Test
  void takesNothingForNone() {
    long suppressed = Ledger.suppressed();
    Ledger.opened(-1, Ledger.PATH);
    Ledger.opened((FileDescriptor) null, Ledger.PATH);
    Ledger.opened((int[]) null, Ledger.PATH);
    Ledger.closed((FileDescriptor) null);
    Ledger.closed((int[]) null);
    Ledger.closed(-1);
    assertThat(Ledger.opening(-1)).isNull();
    assertThat(Ledger.suppressed()).isEqualTo(suppressed);
  }

  @Test
  void countsErrorsAndThrowsNone() {
    long suppressed = Ledger.suppressed();
    Ledger.start(
        descriptor -> {
          throw new IllegalStateException("on purpose");
        },
        null);
    assertThat(Ledger.suppressed()).isEqualTo(suppressed + 2);
  }

  @Test
  void leavesStacksOutWhenToldTo() {
    Ledger.keepStacks(false);
    Ledger.opened(DESCRIPTOR, Ledger.PATH);
    assertThat(Ledger.opening(DESCRIPTOR).stack()).isNull();
  }

  @Test
  void namesThreadsWithoutANameByTheirId() throws InterruptedException {
    Thread thread = new Thread(() -> Ledger.opened(DESCRIPTOR, Ledger.PATH), "");
    Ledger.start(descriptor -> -1, Thread.class);
    thread.start();
    thread.join();
    assertThat(Ledger.opening(DESCRIPTOR).thread()).isEqualTo("virtual thread #" + thread.getId());
  }
}
