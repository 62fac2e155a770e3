// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is checkpointed again and again, and whose clients notice nothing. */
class KeepRunningUnderLoadIT {
  private static final int CHECKPOINTS = 50;
  private static final int CLIENTS = 16;

  /** Sixteen clients, and one that connects anew, with a request each 40 ms: 425 a second. */
  private static final int PERIOD_MILLIS = 40;

  /** What must be answered a second, also while the server stands still time and again. */
  private static final int LEAST_RATE = 200;

  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void failsNoRequestAndDropsNoConnection(Jdk jdk) throws Exception {
    try (App app = App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY")) {
      long begin = System.nanoTime();
      List<KeepAliveClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(KeepAliveClient.start(port, "/", PERIOD_MILLIS));
      }
      clients.add(KeepAliveClient.startConnectingEachTime(port, "/", PERIOD_MILLIS));
      for (int i = 0; i < CHECKPOINTS; i++) {
        Path image = folder.resolve("image-" + i);
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        Folders.remove(image);
      }
      int answers = 0;
      for (KeepAliveClient client : clients) {
        answers += client.stop();
      }
      double rate = answers * 1e9 / (System.nanoTime() - begin);
      System.out.printf("%s: %d requests, %.0f a second, none failed%n", jdk, answers, rate);
      assertThat(Http.get(port, "/")).isEqualTo("" + (answers + 1));
      assertThat(rate).as("answers a second").isGreaterThanOrEqualTo(LEAST_RATE);
    }
  }
}
