// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.HoldingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that connect anew for each request see nothing of a checkpoint: the queue waits. Nor does
 * the server: each handle is the very same afterwards.
 */
class NewConnectionsIT {
  private static final int CLIENTS = 8;
  private static final int BOUND_SECONDS = 60;

  @TempDir private Path folder;

  private final AtomicInteger answers = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void noneIsRefusedOrResetAndNoHandleIsAnother(Jdk jdk) throws Exception {
    int port = Http.freePort();
    try (App app =
        App.start(jdk, folder, HoldingServer.class, "" + port, "" + folder).awaitOutput("READY")) {
      checkpoint(app); // the first one opens the agent's jar anew, and starts the attach listener
      Map<Integer, String> before = Handles.withoutConnections(app.processId());
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> askUntilOver(port));
      }
      for (int i = 0; i < Soak.rounds(); i++) {
        checkpoint(app);
      }
      over = true;
      clients.shutdown();
      assertThat(clients.awaitTermination(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).isEmpty();
      assertThat(answers.get()).isGreaterThan(CLIENTS * Soak.rounds());
      // Each was counted once: none was asked twice, or lost.
      assertThat(Http.getOnce(port, "/")).isEqualTo("" + (answers.get() + 1));
      assertThat(Handles.withoutConnections(app.processId())).isEqualTo(before);
    }
  }

  private void checkpoint(App app) throws Exception {
    Path image = folder.resolve("image");
    Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
    Folders.remove(image);
  }

  private void askUntilOver(int port) {
    while (!over) {
      try {
        Http.getOnce(port, "/");
        answers.incrementAndGet();
      } catch (IOException e) {
        failures.add("" + e);
        return;
      }
    }
  }
}
