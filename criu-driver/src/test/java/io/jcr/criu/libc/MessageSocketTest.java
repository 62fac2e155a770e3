// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageSocketTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private MessageSocket[] pair;

  @BeforeEach
  void open() throws Exception {
    pair = MessageSocket.pair();
  }

  @AfterEach
  void close() {
    pair[0].close();
    pair[1].close();
  }

  @Test
  void keepsMessageBoundaries() throws Exception {
    pair[0].send(new byte[] {1, 2});
    pair[0].send(new byte[] {3});
    assertThat(pair[1].receive(SOON).orElseThrow().bytes()).containsExactly(1, 2);
    assertThat(pair[1].receive(SOON).orElseThrow().bytes()).containsExactly(3);
  }

  @Test
  void tellsThatThePeerIsGone() throws Exception {
    pair[0].close();
    assertThat(pair[1].receive(SOON)).isEmpty();
    assertThatThrownBy(() -> pair[1].send(new byte[] {1}))
        .isInstanceOf(NativeCallException.class)
        .hasMessageContaining("EPIPE (32)");
  }

  @Test
  void doesNotWaitLongerThanItIsTold() {
    assertThatThrownBy(() -> pair[1].receive(SOON))
        .isInstanceOf(MessageSocket.TimeoutException.class);
  }

  @Test
  void appearsAmongTheKernelsPeers() throws Exception {
    long first = inode(pair[0]);
    long second = inode(pair[1]);
    assertThat(UnixSocketDiagnosis.peers())
        .containsEntry(first, second)
        .containsEntry(second, first);
    assertThat(SocketProtocol.of(pair[0].descriptor())).get().asString().startsWith("UNIX");
  }

  private static long inode(MessageSocket socket) throws Exception {
    String link =
        Files.readSymbolicLink(Path.of("/proc/self/fd/" + socket.descriptor())).toString();
    return Long.parseLong(link.replaceAll("\\D", ""));
  }
}
