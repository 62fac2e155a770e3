// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.boot.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final int DESCRIPTOR = 902;

  private final Probes probes = new Probes(descriptor -> DESCRIPTOR);

  @AfterEach
  void forget() {
    Ledger.closed(DESCRIPTOR);
    Ledger.start(descriptor -> -1, null);
  }

  @Test
  void seesWhatWasOpenedAndClosed() {
    probe();
    assertThat(probes.missing()).isEmpty();
  }

  @Test
  void missesWhatAnotherThreadHasOpened() throws Exception {
    run(new Thread(() -> Ledger.opened(DESCRIPTOR, Ledger.PATH), "another"));
    check();
    assertThat(probes.missing()).containsExactly("the opening of a probe was not seen");
  }

  /** Stands for a virtual thread of JDK 21 and later, which mostly has no name. */
  private static final class Nameless extends Thread {
    Nameless(Runnable work) {
      super(work, "");
    }
  }

  @Test
  void seesWhatAThreadWithoutANameHasOpened() throws Exception {
    Ledger.start(descriptor -> -1, Nameless.class);
    run(new Nameless(this::probe));
    assertThat(probes.missing()).isEmpty();
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  private void probe() {
    Ledger.opened(DESCRIPTOR, Ledger.PATH);
    check();
  }

  private void check() {
    try {
      probes.check("a probe", DESCRIPTOR, Ledger.PATH, () -> Ledger.closed(DESCRIPTOR));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
