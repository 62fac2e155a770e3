// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.NativeHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What native libraries hold, devices without a state and a large deleted file work in each life.
 */
class NativeHandlesCarriedIT {
  private static final String DAEMON = "log daemon";
  private static final List<String> NAMES =
      List.of(
          "half-closed socketpair",
          "log",
          "timerfd",
          "signalfd",
          "inotify",
          "eventfd",
          "epoll",
          "netlink",
          "packet socket",
          "deleted file",
          "/dev/null",
          "/dev/zero",
          "/dev/random",
          "/dev/urandom");

  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachWorksHereAndInTwoMoreLives(Jdk jdk) throws Exception {
    NativeLibrary.load(folder);
    assertThat(NativeHandles.openNative(DAEMON)).isEmpty();
    App life = NativeLibrary.hold(jdk, folder, port, NAMES).awaitOutput("READY");
    try {
      assertThat(life.output()).isEqualTo("READY\n");
      work();
      Map<Integer, String> before = Handles.withSockets(life.processId());
      checkpoint(life.processId(), "kept", "--keep-running");
      work();
      assertThat(Handles.withSockets(life.processId())).containsAllEntriesOf(before);
      for (int i = 0; i < 2; i++) {
        Path image = checkpoint(i == 0 ? life.processId() : life.restoredId(), "image-" + i);
        assertThat(life.awaitEnd()).isEqualTo(137);
        life = App.restore(folder, image).awaitOutput("restored from");
        work();
        assertThat(life.outputOfItsOwn()).isEmpty();
      }
    } finally {
      life.close();
    }
  }

  /** The test is the daemon whose socket the JVM logs to. */
  private void work() throws Exception {
    assertThat(Http.await(port, "/")).isEqualTo("here");
    assertThat(Http.get(port, "/use")).isEqualTo("fine"); // once: what is used may change
    assertThat(NativeHandles.useNative(DAEMON)).isEmpty();
  }

  private Path checkpoint(long id, String name, Object... more) throws Exception {
    Path image = folder.resolve(name);
    List<Object> arguments = new ArrayList<>(List.of("checkpoint", id, "--to", image));
    arguments.addAll(List.of(more));
    assertThat(Jcr.run(arguments.toArray()).hasStatus(0).error()).as("warnings").isEmpty();
    return image;
  }
}
