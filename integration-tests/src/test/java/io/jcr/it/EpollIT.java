// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.AsynchronousEchoServer;
import io.jcr.it.app.NettyEchoServer;
import io.jcr.it.app.SelectorEchoServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that wait with epoll(7), in each way that it has: no event is lost. */
class EpollIT {
  @TempDir private Path folder;

  private int port;

  // sys/epoll.h
  private static final int EPOLLONESHOT = 1 << 30;
  private static final int EPOLLET = 1 << 31;
  private static final int MODES = EPOLLONESHOT | EPOLLET;

  /** A server, and how it watches. */
  enum EchoServer {
    NETTY(NettyEchoServer.class, Libraries.NETTY, EPOLLET),
    SELECTOR(SelectorEchoServer.class, Libraries.NONE, 0),
    ASYNCHRONOUS(AsynchronousEchoServer.class, Libraries.NONE, EPOLLONESHOT);

    private final Class<?> main;
    private final Libraries libraries;
    private final int mode;

    EchoServer(Class<?> main, Libraries libraries, int mode) {
      this.main = main;
      this.libraries = libraries;
      this.mode = mode;
    }
  }

  static Stream<Arguments> servers() {
    return Jdk.each()
        .flatMap(jdk -> Stream.of(EchoServer.values()).map(server -> Arguments.of(server, jdk)));
  }

  @BeforeEach
  void prepare() throws IOException {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void noEventIsLostWhileItKeepsRunning(EchoServer server, Jdk jdk) throws Exception {
    try (App app = start(server, jdk)) {
      EchoClient old = EchoClient.start(port);
      old.awaitNext("before");
      assertThat(Handles.watchedEvents(app.processId()))
          .isNotEmpty()
          .allMatch(events -> (events & MODES) == server.mode);
      EchoClient young = EchoClient.startConnectingEachTime(port);
      for (int i = 0; i < Soak.rounds(); i++) {
        Path image = folder.resolve("image");
        Result result =
            Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        Folders.remove(image);
        old.awaitNext("after " + result.output());
        young.awaitNext("after " + result.output());
      }
      old.stop();
      young.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aRestoredOneAcceptsAndFindsItsOldConnectionEnded(EchoServer server, Jdk jdk)
      throws Exception {
    Path image = folder.resolve("image");
    try (App app = start(server, jdk)) {
      EchoClient old = EchoClient.start(port);
      old.awaitNext("before");
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
      assertThat(old.awaitFailure()).isInstanceOfAny(EOFException.class, SocketException.class);
    }
    try (App life = App.restore(folder, image).awaitOutput("ended")) {
      EchoClient.exchangeOnce(port, "on the same port\n");
      assertThat(life.isAlive()).isTrue();
    }
    int other = Http.freePort();
    String move = port + "=" + other;
    List<String> command = List.of("" + Jcr.COMMAND, "restore", "" + image, "--listen", move);
    try (App life = App.start(folder, command).awaitOutput("ended")) {
      EchoClient.exchangeOnce(other, "on another port\n");
      assertThat(Http.isFree(port)).isTrue();
      assertThat(life.isAlive()).isTrue();
    }
  }

  private App start(EchoServer server, Jdk jdk) throws IOException {
    return App.start(jdk, folder, server.libraries, server.main, "" + port).awaitOutput("READY");
  }
}
