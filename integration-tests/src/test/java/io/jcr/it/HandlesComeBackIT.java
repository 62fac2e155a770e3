// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Holder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken away during the dump comes back: the same in this life, anew in another. */
class HandlesComeBackIT {
  @TempDir private Path folder;

  private int port;
  private Path log;

  @BeforeEach
  void prepare() throws IOException {
    Requirements.criu();
    port = Http.freePort();
    log = folder.resolve("app.log");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aLogThatHasGrownGoesOnAtItsEndInEachLife(Jdk jdk) throws Exception {
    Path image = checkpoint(hold(jdk, "-"));
    List<String> lines = new ArrayList<>(List.of("before"));
    for (int i = 0; i < 10; i++) {
      try (App life = App.restore(folder, image)) {
        assertThat(Http.await(port, "/log?life" + i)).isEqualTo("logged");
        assertThat(life.isAlive()).isTrue();
      }
      lines.add("life" + i);
      assertThat(log).hasContent(String.join("\n", lines));
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aLogThatIsMissingIsMade(Jdk jdk) throws Exception {
    Path image = checkpoint(hold(jdk, "-"));
    Files.delete(log);
    try (App life = App.restore(folder, image)) {
      assertThat(Http.await(port, "/log?anew")).isEqualTo("logged");
      assertThat(log).hasContent("anew");
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void whatCannotBeBroughtBackIsToldAndTheRestIsThere(Jdk jdk) throws Exception {
    log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    Path image = checkpoint(hold(jdk, "-"));
    Folders.remove(log.getParent());
    try (App life = App.restore(folder, image)) {
      assertThat(Http.await(port, "/log?lost")).contains("IOException");
      assertThat(life.awaitOutput("Holder.main").output())
          .containsPattern("(?m)^\\[jcr [0-9a-f]{8}] JCR-419: descriptor ")
          .contains("(file " + log + ") could not be brought back: open(\"" + log)
          .contains("ENOENT (2)")
          .contains("Holder.main(Holder.java:");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void listensOnAnotherPortIfItIsTold(Jdk jdk) throws Exception {
    Path image = checkpoint(hold(jdk, "-"));
    int other = Http.freePort();
    String move = port + "=" + other;
    try (App life =
        App.start(
            folder, List.of("" + Jcr.COMMAND, "restore", image.toString(), "--listen", move))) {
      assertThat(Http.await(other, "/log?moved")).isEqualTo("logged");
      assertThat(Http.isFree(port)).isTrue();
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aUnixConnectionLivesOnHereAndIsClosedInAnotherLife(Jdk jdk) throws Exception {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Path image = folder.resolve("image");
      try (App app = hold(jdk, path.toString());
          SocketChannel peer = server.accept()) {
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        peer.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
        assertThat(Http.get(port, "/ask?there")).isEqualTo("hi");
      }
      try (App life = App.restore(folder, image)) {
        assertThat(Http.await(port, "/ask?there")).isEqualTo("EOF after Broken pipe");
        assertThat(life.isAlive()).isTrue();
      }
    }
  }

  /** Its peer has no number yet that the kernel could tell. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aUnixConnectionThatNobodyHasAcceptedIsNoOther(Jdk jdk) throws Exception {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Path image = folder.resolve("image");
      try (App app = hold(jdk, path.toString())) {
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        try (SocketChannel peer = server.accept()) {
          peer.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
          assertThat(Http.get(port, "/ask?there")).isEqualTo("hi");
        }
      }
      try (App life = App.restore(folder, image)) {
        assertThat(Http.await(port, "/ask?there")).isEqualTo("EOF after Broken pipe");
        assertThat(life.isAlive()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void theWatchdogLetsTheWorldGoOn(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    List<String> options = List.of("-javaagent:" + Jcr.AGENT + "=freeze.timeout=1ms");
    try (App app = hold(jdk, options, "-")) {
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").refuses(2, "JCR-219");
      Images.assertNone(image);
      assertThat(Http.get(port, "/log?on")).isEqualTo("logged");
      assertThat(log).hasContent("before\non");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyHandleIsTheSameAfterwards(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = hold(jdk, "-")) {
      Jcr.run("inspect", app.processId()).hasStatus(0); // the first one starts the attach listener
      Map<Integer, String> before = Handles.withoutConnections(app.processId());
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      assertThat(Handles.withoutConnections(app.processId())).isEqualTo(before);
      assertThat(Http.getOnce(port, "/log?after")).isEqualTo("logged");
      assertThat(log).hasContent("before\nafter");
    }
  }

  private App hold(Jdk jdk, String socket) throws Exception {
    return hold(jdk, List.of("-javaagent:" + Jcr.AGENT), socket);
  }

  private App hold(Jdk jdk, List<String> options, String socket) throws Exception {
    App app =
        App.start(jdk, folder, options, Holder.class, "" + port, log.toString(), socket)
            .awaitOutput("READY");
    assertThat(Http.getOnce(port, "/log?before")).isEqualTo("logged");
    return app;
  }

  private Path checkpoint(App app) throws Exception {
    Path image = folder.resolve("image");
    try (app) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    return image;
  }
}
