// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that holds its state in memory, through its lives. */
class CheckpointRestoreIT {
  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void countsOnAfterItWasGone(Jdk jdk) throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    try (App app = serve(jdk)) {
      assertThat(Http.get(port, "/")).isEqualTo("1");
      Jcr.run("checkpoint", app.processId(), "--to", first).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (App restored = App.restore(folder, first)) {
      assertThat(Http.await(port, "/")).isEqualTo("2");
      Jcr.run("checkpoint", restored.restoredId(), "--to", second).hasStatus(0);
      assertThat(restored.awaitEnd()).isEqualTo(137);
    }
    try (App restored = App.restore(folder, second)) {
      assertThat(Http.await(port, "/")).isEqualTo("3");
      assertThat(restored.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void keepsRunningAndTheImageIsOfThatMoment(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = serve(jdk)) {
      assertThat(Http.get(port, "/")).isEqualTo("1");
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      assertThat(Http.get(port, "/")).isEqualTo("2");
      assertThat(app.outputOfItsOwn()).as("what a JVM with the agent prints").isEqualTo("READY\n");
    }
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).isEqualTo("2");
      assertThat(restored.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void worksOnAJvmThatWasStartedWithoutTheAgent(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    List<String> options = List.of("-XX:+EnableDynamicAgentLoading");
    try (App app =
        App.start(jdk, folder, options, CountingServer.class, "" + port).awaitOutput("READY")) {
      assertThat(Http.get(port, "/")).isEqualTo("1");
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
      assertThat(app.outputOfItsOwn()).isEqualTo("READY\n");
    }
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).isEqualTo("2");
      assertThat(restored.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aDryRunChangesNothing(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = serve(jdk)) {
      Result result = Jcr.run("checkpoint", app.processId(), "--to", image, "--dry-run");
      assertThat(result.hasStatus(0).output()).contains("nothing stands in the way");
      assertThat(image).doesNotExist();
      assertThat(Http.get(port, "/")).isEqualTo("1");
      assertThat(app.outputOfItsOwn()).as("what a JVM with the agent prints").isEqualTo("READY\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void warnsBeforeTheProcessIsGone(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    Path rules =
        Files.writeString(
            folder.resolve("jcr.yaml"),
            "rules: [{type: socket, family: inet, localPort: " + port + ", action: keep}]");
    List<String> agent = List.of("-javaagent:" + Jcr.AGENT + "=config=" + rules);
    String warning = "is open: keep by the rule at jcr.yaml:1";
    try (App app =
        App.start(jdk, folder, agent, CountingServer.class, "" + port).awaitOutput("READY")) {
      Object[] checkpoint = {"checkpoint", app.processId(), "--to", image};
      Result dry = Jcr.run("checkpoint", app.processId(), "--to", image, "--dry-run");
      assertThat(dry.hasStatus(0).error()).startsWith("jcr: warning: ").contains(warning);
      assertThat(Jcr.run("inspect", app.processId()).hasStatus(0).output()).contains(warning);
      Result result = Jcr.run(checkpoint).hasStatus(0);
      assertThat(result.error()).startsWith("jcr: warning: ").contains(warning);
      assertThat(result.error().lines()).hasSize(1);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).isEqualTo("1");
      assertThat(restored.outputOfItsOwn()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void theImageIsForItsOwnerAlone(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = serve(jdk)) {
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(image)))
        .isEqualTo("rwx------");
    try (var files = Files.list(image)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .as(file.toString())
                      .isEqualTo("rw-------"));
    }
    assertThat(image.resolve("manifest.json"))
        .content()
        .contains("\"commandLine\"", "CountingServer");
    try (var siblings = Files.list(folder)) {
      assertThat(siblings).noneMatch(path -> path.getFileName().toString().contains(".jcr-"));
    }
  }

  private App serve(Jdk jdk) throws Exception {
    return App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY");
  }
}
