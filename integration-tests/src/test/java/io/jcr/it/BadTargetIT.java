// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process id that names no JVM of one's own. */
@Tag("any-jdk")
class BadTargetIT {
  private static final int BLOCKED = 2;

  @TempDir private Path folder;

  private Path image;

  @BeforeEach
  void prepare() {
    Requirements.criu();
    image = folder.resolve("image");
  }

  @Test
  void refusesAProcessThatIsNotThere() throws Exception {
    try (App ended = App.start(folder, List.of("true"))) {
      assertThat(ended.awaitEnd()).isZero();
      long id = ended.processId();
      for (Result result : List.of(checkpoint(id), Jcr.run("inspect", id))) {
        result.refuses(BLOCKED, "JCR-601").says("no process " + id);
      }
    }
    Images.assertNone(image);
  }

  @Test
  void refusesAProcessThatIsNoJvm() throws Exception {
    try (App sleep = App.start(folder, List.of("sleep", "60"))) {
      long id = sleep.processId();
      for (Result result : List.of(checkpoint(id), Jcr.run("inspect", id))) {
        result.refuses(BLOCKED, "JCR-602").says(id + " (sleep)");
      }
      assertThat(sleep.isAlive()).isTrue();
    }
    Images.assertNone(image);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAJvmOfAnotherUser(Jdk jdk) throws Exception {
    Account nobody = Account.nobody(folder);
    List<String> agent = List.of(nobody.agent(""));
    try (Server server = Server.start(nobody, jdk, folder, agent)) {
      long id = server.processId();
      for (Result result : List.of(checkpoint(id), Jcr.run("inspect", id))) {
        result.refuses(BLOCKED, "JCR-603").says("belongs to user id 65534, not to 0");
      }
      server.isUnharmed();
    }
    Images.assertNone(image);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOthersAJvmOfRoot(Jdk jdk) throws Exception {
    Account nobody = Account.nobody(folder);
    List<String> agent = List.of(Account.own().agent(""));
    try (Server server = Server.start(Account.own(), jdk, folder, agent)) {
      nobody
          .jcr("checkpoint", server.processId(), "--to", image)
          .refuses(BLOCKED, "JCR-603")
          .says("belongs to user id 0, not to 65534");
      server.isUnharmed();
    }
    Images.assertNone(image);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAJvmThatTakesNoAgents(Jdk jdk) throws Exception {
    int port = Http.freePort();
    List<String> options = List.of("-XX:-EnableDynamicAgentLoading");
    try (App app =
        App.start(jdk, folder, options, CountingServer.class, "" + port).awaitOutput("READY")) {
      checkpoint(app.processId()).refuses(BLOCKED, "JCR-605").says("" + app.processId());
      assertThat(Http.getOnce(port, "/")).isEqualTo("1");
    }
    Images.assertNone(image);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAJvmThatMayRunNoLibraryOfItsOwn(Jdk jdk) throws Exception {
    int port = Http.freePort();
    try (Mount mount = Mount.memory(folder.resolve("tmp"), "noexec")) {
      List<String> options = List.of("-javaagent:" + Jcr.AGENT, "-Djna.tmpdir=" + mount.path());
      try (App app =
          App.start(jdk, folder, options, CountingServer.class, "" + port).awaitOutput("READY")) {
        for (int i = 0; i < 2; i++) {
          checkpoint(app.processId()).refuses(3, "JCR-307").says("jna.tmpdir");
        }
        assertThat(Http.getOnce(port, "/")).isEqualTo("1");
        assertThat(app.output()).isEqualTo("READY\n");
      }
    }
    Images.assertNone(image);
  }

  private Result checkpoint(long id) throws Exception {
    return Jcr.run("checkpoint", id, "--to", image);
  }
}
