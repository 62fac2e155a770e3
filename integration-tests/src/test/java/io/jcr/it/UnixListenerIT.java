// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.UnixServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Unix socket that listens, with clients that nobody has accepted yet. */
class UnixListenerIT {
  private static final int NOBODY = 65534;

  @TempDir private Path folder;

  private Path path;

  @BeforeEach
  void require() {
    Requirements.criu();
    path = folder.resolve("socket");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void whoWaitsToBeAcceptedWaitsThroughACheckpoint(Jdk jdk) throws Exception {
    try (App app = App.start(jdk, folder, UnixServer.class, "" + folder).awaitOutput("READY")) {
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(connect((byte) i));
      }
      for (int i = 0; i < 3; i++) {
        Path image = folder.resolve("image-" + i);
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      }
      Files.createFile(folder.resolve("go"));
      for (int i = 0; i < 5; i++) {
        assertThat(read(clients.get(i))).isEqualTo(i);
        clients.get(i).close();
      }
      assertThat(app.outputOfItsOwn()).isEqualTo("READY\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void acceptsAnewInEachLifeWithTheSameOwnerAndPermissions(Jdk jdk) throws Exception {
    App life = App.start(jdk, folder, UnixServer.class, "" + folder).awaitOutput("READY");
    Files.createFile(folder.resolve("go"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx-w---x"));
    Files.setAttribute(path, "unix:uid", NOBODY);
    try {
      for (int i = 0; i < 3; i++) {
        Path image = folder.resolve("image-" + i);
        long id = i == 0 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", id, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        if (i == 1) {
          Files.delete(path);
        }
        life = App.restore(folder, image).awaitOutput("restored from");
        try (SocketChannel client = connect((byte) 9)) {
          assertThat(read(client)).isEqualTo(9);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo("rwx-w---x");
        assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(NOBODY);
        assertThat(life.outputOfItsOwn()).isEmpty();
      }
    } finally {
      life.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void leavesTheSocketOfAnotherAlone(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = App.start(jdk, folder, UnixServer.class, "" + folder).awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Files.delete(path);
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path));
      try (App life = App.restore(folder, image).awaitOutput("UnixServer.main")) {
        assertThat(life.output())
            .containsPattern("JCR-419: descriptor \\d+ \\(unix stream " + path + " LISTEN\\)")
            .contains("EADDRINUSE");
        try (SocketChannel client = connect((byte) 1);
            SocketChannel accepted = other.accept()) {
          assertThat(read(accepted)).isEqualTo(1);
          assertThat(client.isConnected()).isTrue();
        }
      }
    }
  }

  /** Connects, and says a byte, whether or not somebody accepts. */
  private SocketChannel connect(byte said) throws IOException {
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
    client.write(ByteBuffer.wrap(new byte[] {said}));
    return client;
  }

  private static int read(SocketChannel from) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    return from.read(one) == 1 ? one.get(0) : -1;
  }
}
