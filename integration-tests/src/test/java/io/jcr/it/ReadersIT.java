// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Readers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that waits for something to read never reads what stands there during the dump. */
class ReadersIT {
  private static final int BLOCKED = 2;

  @TempDir private Path folder;

  private Path fifo;
  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    fifo = folder.resolve("fifo");
    port = Http.freePort();
    Result.of(List.of("mkfifo", fifo.toString()), Map.of()).hasStatus(0);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void oneThatRepeatsAnInterruptedReadKeepsTheCheckpointOut(Jdk jdk) throws Exception {
    try (App app = start(jdk, "type: file, path: '" + fifo + "'")) {
      // each time it may be caught between two reads, and then must not be overlooked
      for (int i = 0; i < 5; i++) {
        checkpoint(app)
            .refuses(BLOCKED, "JCR-218")
            .says("in read on descriptor", "(fifo " + fifo + "), by the rule at jcr.yaml:2")
            .says("opened by main", "Readers.main", "FileInputStream.read0");
        assertThat(app.output()).isEqualTo("READY\n");
      }
      Files.writeString(fifo, "x");
      app.awaitOutput("read x");
    }
  }

  /** JDK 17 receives again. Later ones would return a packet that nobody has sent. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void oneThatReceivesGetsNoPacketThatNobodySent(Jdk jdk) throws Exception {
    try (App app = start(jdk, "type: socket, localPort: " + port)) {
      Result result = checkpoint(app);
      if (jdk.feature() < 21) {
        result.hasStatus(0);
      } else {
        result.refuses(BLOCKED, "JCR-218").says("in recvfrom on descriptor");
      }
      send(new byte[3]);
      app.awaitOutput("received");
      assertThat(app.outputOfItsOwn()).isEqualTo("READY\nreceived 3\n");
    }
  }

  private App start(Jdk jdk, String reopened) throws IOException {
    Path rules = folder.resolve("jcr.yaml");
    Files.writeString(rules, "rules:\n  - {" + reopened + ", action: reopen, warn: false}\n");
    List<String> options = List.of("-javaagent:" + Jcr.AGENT + "=config=" + rules);
    return App.start(jdk, folder, options, Readers.class, fifo.toString(), "" + port)
        .awaitOutput("READY");
  }

  private Result checkpoint(App app) throws Exception {
    return Jcr.run(
        "checkpoint", app.processId(), "--to", folder.resolve("image"), "--keep-running");
  }

  private void send(byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.send(new DatagramPacket(bytes, bytes.length));
    }
  }
}
