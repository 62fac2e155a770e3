// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jcr restore} is the application: its output, its signals, its status. */
class LauncherIT {
  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void sigtermEndsTheApplicationInAnOrderlyWay(Jdk jdk) throws Exception {
    try (App restored = restored(jdk)) {
      restored.terminate();
      assertThat(restored.awaitEnd()).isEqualTo(143);
      assertThat(restored.output()).contains("ORDERLY END");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void theApplicationsStatusIsItsOwn(Jdk jdk) throws Exception {
    try (App restored = restored(jdk)) {
      Http.getIgnoringEnd(port, "/exit");
      assertThat(restored.awaitEnd()).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aKilledApplicationGives137(Jdk jdk) throws Exception {
    try (App restored = restored(jdk)) {
      ProcessHandle.of(restored.restoredId()).orElseThrow().destroyForcibly();
      assertThat(restored.awaitEnd()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void theApplicationWritesToTheRestorersOutput(Jdk jdk) throws Exception {
    try (App restored = restored(jdk)) {
      Http.get(port, "/say?hello");
      restored.awaitOutput("said hello");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void sigtermOfTheJarsCommandEndsTheApplication(Jdk jdk) throws Exception {
    Path image = image(jdk);
    List<String> command =
        List.of(jdk.java().toString(), "-jar", Jcr.AGENT.toString(), "restore", image.toString());
    try (App restored = App.start(folder, command)) {
      assertThat(Http.await(port, "/")).isEqualTo("1");
      restored.terminate();
      assertThat(restored.awaitEnd()).isEqualTo(143);
      assertThat(restored.output()).contains("ORDERLY END");
    }
  }

  private App restored(Jdk jdk) throws Exception {
    App restored = App.restore(folder, image(jdk));
    assertThat(Http.await(port, "/")).isEqualTo("1");
    return restored;
  }

  private Path image(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    return image;
  }
}
