// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers as they are, restored where nothing is as it was: the name service is gone with its
 * caches, {@code /tmp} is empty, the logs have grown, and the clients have gone away. CRIU alone
 * restores none of them there.
 */
class UnkindConditionsIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String REQUEST = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String GROWTH = "written by somebody else\n";

  @TempDir private Path folder;

  private int port;

  static Stream<Arguments> each() {
    return Stream.concat(
            Jdk.few().flatMap(jdk -> with(jdk, WebServer.Kind.values())),
            Jdk.each().flatMap(jdk -> with(jdk, WebServer.Kind.TOMCAT)))
        .distinct()
        .map(each -> Arguments.of(each.get(0), each.get(1)));
  }

  private static Stream<List<Object>> with(Jdk jdk, WebServer.Kind... kinds) {
    return Arrays.stream(kinds).map(kind -> List.of(jdk, kind));
  }

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("each")
  void oneImageServesThreeTimes(Jdk jdk, WebServer.Kind kind) throws Exception {
    WebServer server = kind.prepare(folder.resolve("server"), port);
    Path image = folder.resolve("image");
    try (NameService nscd = NameService.Kind.NSCD.start(folder.resolve("daemon"))) {
      nscd.asks(true);
      dump(server, jdk, image, nscd);
      nscd.stop();
      nscd.removeCaches();
      for (int life = 0; life < 3; life++) {
        serves(server, jdk, image, nscd);
      }
    }
  }

  private void dump(WebServer server, Jdk jdk, Path image, NameService nscd) throws Exception {
    List<String> command = OwnTmp.command(folder, nscd.here(server.command(jdk)));
    List<Socket> clients = new ArrayList<>();
    try (App first = App.start(folder, command)) {
      assertThat(firstAnswer(server)).isEqualTo("1");
      clients.add(client(""));
      clients.add(client("GET / HT"));
      clients.add(client(REQUEST.formatted(server.page())));
      assertThat(clients.get(2).getInputStream().read()).isEqualTo('H');
      assertThat(Files.readString(Path.of("/proc/" + first.processId() + "/maps")))
          .contains(nscd.mark());
      inside(first.processId(), Jcr.COMMAND, "checkpoint", first.processId(), "--to", image);
      assertThat(first.awaitEnd()).isEqualTo(137);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private Socket client(String sent) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Each life counts on from where the image was made. */
  private void serves(WebServer server, Jdk jdk, Path image, NameService nscd) throws Exception {
    Map<Path, String> grown = grow(server.logs());
    List<String> restore = List.of(Jcr.COMMAND.toString(), "restore", image.toString());
    try (App life = App.start(folder, OwnTmp.command(folder, nscd.here(restore)))) {
      life.awaitOutput("restored from");
      assertThat(Http.await(port, server.page())).isEqualTo("3");
      goesOn(server, grown);
      Path jps = jdk.home().resolve("bin/jps");
      assertThat(inside(life.restoredId(), jps, "-q")).contains("" + life.restoredId());
      life.terminate();
      life.awaitEnd();
    }
  }

  private static String inside(long processId, Object... command) throws Exception {
    return Result.of(OwnTmp.inside(processId, command), Map.of()).hasStatus(0).output();
  }

  /** Every file of a folder gets a line more. */
  private static Map<Path, String> grow(Path folder) throws IOException {
    Map<Path, String> grown = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.writeString(file, GROWTH, StandardOpenOption.APPEND);
        grown.put(file, Files.readString(file));
      }
    }
    return grown;
  }

  /** Nothing of what was there is lost, and the request comes after it. */
  private static void goesOn(WebServer server, Map<Path, String> grown) throws IOException {
    String before = grown.get(server.requestLog());
    Awaitility.await("the request in " + server.requestLog())
        .atMost(BOUND)
        .until(() -> Files.readString(server.requestLog()).length() > before.length());
    for (Map.Entry<Path, String> log : grown.entrySet()) {
      assertThat(Files.readString(log.getKey())).startsWith(log.getValue());
    }
    assertThat(Files.readString(server.requestLog()).substring(before.length()))
        .contains("GET " + server.page())
        .doesNotContain("\0");
  }

  private String firstAnswer(WebServer server) {
    return Awaitility.await("an answer")
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> Http.getOnce(port, server.page()), answer -> !answer.isEmpty());
  }
}
