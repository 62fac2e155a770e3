// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Everything;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An {@link Everything} on which checkpoints fail, and the other end of each of its handles. */
final class Victim implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final int httpPort = Http.freePort();
  private final int tcpPort = Http.freePort();
  private final int udpPort = Http.freePort();
  private final Path folder;
  private final ServerSocketChannel unixServer;
  private final App app;
  private final SocketChannel unixPeer;
  private final Map<Integer, String> handles;
  private final StringBuilder logged = new StringBuilder();
  private int lines;

  /**
   * Starts one.
   *
   * @param folder where it has its log, in a folder of its own
   * @param settings options of the agent
   * @param options further options of the JVM
   */
  Victim(Jdk jdk, Path folder, String settings, String... options) throws Exception {
    this.folder = folder;
    Files.createDirectory(log().getParent());
    Result.of(List.of("mkfifo", folder.resolve("fifo").toString()), Map.of()).hasStatus(0);
    Path socket = folder.resolve("socket");
    unixServer = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unixServer.bind(UnixDomainSocketAddress.of(socket));
    app = start(jdk, settings, List.of(options), socket);
    try {
      app.awaitOutput("READY");
      unixPeer = unixServer.accept();
      serves();
      // the first one starts the JVM's attach listener, and opens the agent's jar anew
      Jcr.run("inspect", processId()).hasStatus(0);
      handles = Handles.all(processId());
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private App start(Jdk jdk, String settings, List<String> more, Path socket) throws IOException {
    Path rules = folder.resolve("jcr.yaml");
    // what is not taken away without a rule
    Files.writeString(
        rules,
        "rules:\n"
            + "  - {type: file, path: '**/fifo', action: reopen, warn: false}\n"
            + ("  - {type: socket, localPort: " + udpPort + ", action: reopen, warn: false}\n"));
    List<String> options = new ArrayList<>(more);
    options.add("-javaagent:" + Jcr.AGENT + "=config=" + rules + "," + settings);
    options.add("-Xmx64m");
    return App.start(
        jdk,
        folder,
        options,
        Everything.class,
        log().toString(),
        folder.resolve("fifo").toString(),
        "" + httpPort,
        "" + tcpPort,
        "" + udpPort,
        socket.toString());
  }

  App app() {
    return app;
  }

  long processId() {
    return app.processId();
  }

  Path log() {
    return folder.resolve("logs").resolve("log");
  }

  /** Asks for an image that goes to {@code target}. */
  Result checkpoint(Path target, Object... options) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("checkpoint", processId(), "--to", target));
    arguments.addAll(List.of(options));
    return Jcr.run(arguments.toArray());
  }

  /** Fails unless it serves, has the very handles that it had, and has said nothing. */
  void isUnharmed() throws Exception {
    serves();
    // the connection of the last request is closed a moment after the answer
    Awaitility.await("the handles that it had")
        .atMost(BOUND)
        .untilAsserted(
            () -> assertThat(Handles.all(processId())).containsExactlyEntriesOf(handles));
    assertThat(app.outputOfItsOwn()).isEqualTo("READY\n");
  }

  /** Fails where what went before stands in the way of an image, or of its restore. */
  void restores(Path image) throws Exception {
    checkpoint(image).hasStatus(0);
    assertThat(app.awaitEnd()).isEqualTo(137);
    try (App life = App.restore(folder, image)) {
      Http.await(httpPort, "/fifo?anew");
      servesAnew();
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }

  /** Fails unless it serves, with new handles: the Unix connection has ended. */
  void servesAnew() throws Exception {
    servesAllButUnix();
    assertThat(Http.getOnce(httpPort, "/ask?unix")).contains("Broken pipe");
  }

  private void serves() throws Exception {
    servesAllButUnix();
    unixPeer.write(ByteBuffer.wrap("answer".getBytes(StandardCharsets.US_ASCII)));
    assertThat(Http.getOnce(httpPort, "/ask?unix")).isEqualTo("answer");
    ByteBuffer question = ByteBuffer.allocate(100);
    unixPeer.read(question);
    assertThat(StandardCharsets.US_ASCII.decode(question.flip()).toString()).isEqualTo("unix\n");
  }

  private void servesAllButUnix() throws Exception {
    assertThat(Http.getOnce(httpPort, "/log?" + ++lines)).isEqualTo("logged");
    logged.append(lines).append('\n');
    assertThat(log()).hasContent(logged.toString());
    assertThat(Http.getOnce(httpPort, "/fifo?fifo")).isEqualTo("fifo");
    assertThat(overTcp("four")).isEqualTo("four");
    assertThat(overUdp("udp")).isEqualTo("udp");
  }

  private String overTcp(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort)) {
      socket.setSoTimeout((int) BOUND.toMillis());
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private String overUdp(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) BOUND.toMillis());
      socket.connect(InetAddress.getLoopbackAddress(), udpPort);
      socket.send(new DatagramPacket(bytes, bytes.length));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }
  }

  @Override
  public void close() throws IOException {
    app.close();
    unixServer.close();
    if (unixPeer != null) {
      unixPeer.close();
    }
  }
}
