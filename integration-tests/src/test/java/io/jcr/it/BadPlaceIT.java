// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.ThreeDeep;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good images where something of the host is in their way. */
@Tag("any-jdk")
class BadPlaceIT {
  private static final int IMAGE = 4;

  @TempDir private Path folder;

  private Path image;

  @BeforeEach
  void prepare() {
    Requirements.criu();
    image = folder.resolve("image");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesWhereThePortIsTaken(Jdk jdk) throws Exception {
    int port;
    try (Server server = serve(jdk)) {
      port = server.port();
      server.checkpoint(image).hasStatus(0);
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Jcr.run("restore", image)
          .refuses(IMAGE, "JCR-415")
          .says("port " + taken.getLocalPort() + " is taken by process " + ownId());
    }
    restores(port, "2");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesWhereTheProcessStillLives(Jdk jdk) throws Exception {
    int port;
    try (Server server = serve(jdk)) {
      port = server.port();
      server.checkpoint(image, "--keep-running").hasStatus(0);
      Jcr.run("restore", image)
          .hasStatus(IMAGE)
          .says("JCR-416: id " + server.processId(), "taken by process " + server.processId())
          .says("JCR-415: port " + port + " is taken by process " + server.processId());
      server.isUnharmed();
    }
    restores(port, "2");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesWhereAFileHasChanged(Jdk jdk) throws Exception {
    Path file = Files.writeString(folder.resolve("held.txt"), "held");
    try (App app = App.start(jdk, folder, ThreeDeep.class, "" + file).awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
    }
    Files.writeString(file, "changed");
    Jcr.run("restore", image).refuses(IMAGE, "JCR-414").says(file + " has 7 bytes, it had 4");
    Files.delete(file);
    Jcr.run("restore", image).refuses(IMAGE, "JCR-414").says(file + " cannot be found");
    assertThat(ProcessHandle.of(Images.processId(image))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void restoresOnceWhereItIsAskedForTwiceAtOnce(Jdk jdk) throws Exception {
    int port;
    try (Server server = serve(jdk)) {
      port = server.port();
      server.checkpoint(image).hasStatus(0);
    }
    for (int i = 0; i < 3; i++) {
      try (App one = App.restore(folder, image);
          App other = App.restore(folder, image)) {
        assertThat(Http.await(port, "/")).isEqualTo("2");
        App refused = oneThatEnds(one, other);
        assertThat(refused.awaitEnd()).as(refused.output()).isEqualTo(IMAGE);
        assertThat(refused.output()).containsPattern("jcr: JCR-41[56]: .+; .+");
        assertThat(Http.getOnce(port, "/")).isEqualTo("3");
      }
      restores(port, "2");
    }
  }

  private static App oneThatEnds(App one, App other) {
    Awaitility.await("one to be refused").until(() -> !one.isAlive() || !other.isAlive());
    assertThat(one.isAlive()).as("the other one").isNotEqualTo(other.isAlive());
    return one.isAlive() ? other : one;
  }

  private void restores(int port, String count) throws Exception {
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).as(restored.output()).isEqualTo(count);
    }
  }

  private Server serve(Jdk jdk) throws Exception {
    return Server.start(Account.own(), jdk, folder, List.of(Account.own().agent("")));
  }

  private static long ownId() {
    return ProcessHandle.current().pid();
  }
}
