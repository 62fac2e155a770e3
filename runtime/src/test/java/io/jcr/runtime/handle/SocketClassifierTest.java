// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketClassifierTest {
  private static final InetTable.Entry LISTENING =
      new InetTable.Entry("LISTEN", "[::]:8080", "[::]:0", 0);
  private static final UnixTable.Entry CONNECTED = new UnixTable.Entry(1, false, true, "");
  private static final SocketTables TABLES =
      new SocketTables(
          Map.of(1L, LISTENING),
          Map.of(2L, new InetTable.Entry("CLOSE", "0.0.0.0:53", "0.0.0.0:0", 832)),
          Map.of(
              3L, CONNECTED,
              4L, new UnixTable.Entry(1, false, true, "/run/daemon.sock"),
              5L, new UnixTable.Entry(5, true, false, "@name"),
              6L, new UnixTable.Entry(9, false, false, "")),
          Map.of(7L, 16),
          Set.of(8L),
          Map.of("raw6", Map.of(9L, LISTENING)));

  @Test
  void takesInetSocketsFromTheirTables() {
    assertThat(classify(1)).isEqualTo(new TcpSocket(1, "LISTEN", "[::]:8080", "[::]:0"));
    assertThat(classify(2)).isEqualTo(new UdpSocket(2, "0.0.0.0:53", "0.0.0.0:0", 832));
    assertThat(classify(7)).isEqualTo(new NetlinkSocket(7, 16));
    assertThat(classify(8)).isEqualTo(new PacketSocket(8));
  }

  @Test
  void namesThePeerOfAUnixSocketInAnotherProcess() {
    UnixSocket socket = (UnixSocket) classifier(Map.of(3L, 4L), Set.of(3L)).classify(3);
    assertThat(socket)
        .isEqualTo(new UnixSocket(3, "stream", false, true, "", 4, "/run/daemon.sock", false));
    assertThat(socket.isExternal()).isTrue();
  }

  @Test
  void knowsAPeerInsideTheProcess() {
    UnixSocket socket = (UnixSocket) classifier(Map.of(3L, 4L), Set.of(3L, 4L)).classify(3);
    assertThat(socket.peerInside()).isTrue();
    assertThat(socket.isExternal()).isFalse();
  }

  @Test
  void takesAHalfClosedPairForUnconnected() {
    UnixSocket socket = (UnixSocket) classifier(Map.of(3L, 0L), Set.of(3L)).classify(3);
    assertThat(socket.connected()).isFalse();
    assertThat(socket.isExternal()).isFalse();
  }

  @Test
  void takesAnUnknownPeerForExternal() {
    UnixSocket socket = (UnixSocket) classifier(Map.of(), Set.of(3L)).classify(3);
    assertThat(socket.isExternal()).isTrue();
  }

  @Test
  void knowsListeningUnixSockets() {
    assertThat(classify(5))
        .isEqualTo(new UnixSocket(5, "seqpacket", true, false, "@name", 0, "", false));
  }

  @Test
  void refusesTypesAndTablesThatAreNotCarried() {
    assertThat(classify(6).target()).isEqualTo("unix type 9 socket:[6]");
    assertThat(classify(9).target()).isEqualTo("raw6 socket:[9]");
    assertThat(classify(9)).isInstanceOf(Unsupported.class);
  }

  @Test
  void takesTheProtocolOfWhatNoTableLists() {
    assertThat(classify(90, "TCPv6")).isEqualTo(new TcpSocket(90, "CLOSE", "[::]:0", "[::]:0"));
    assertThat(classify(90, "TCP")).isEqualTo(new TcpSocket(90, "CLOSE", "0.0.0.0:0", "0.0.0.0:0"));
    assertThat(classify(90, "UDP")).isEqualTo(new UdpSocket(90, "0.0.0.0:0", "0.0.0.0:0", 0));
    assertThat(classify(90, "NETLINK").target()).isEqualTo("not bound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MPTCP", "SCTP", "ALG", "AF_VSOCK", "RAW", "PING", "UDP-Lite", "L2CAP", "XDP"})
  void refusesOtherProtocolsEvenWhereATableListsThem(String protocol) {
    Kind kind = classify(1, protocol);
    assertThat(kind).isInstanceOf(Unsupported.class);
    assertThat(kind.target()).isEqualTo(protocol + " socket:[1]");
  }

  @Test
  void endsInUnsupported() {
    assertThat(classify(90).target()).isEqualTo("socket:[90]");
    assertThat(classify(90, "UNIX").target()).isEqualTo("UNIX socket:[90]");
    assertThat(((Unsupported) classify(90)).reason()).contains("family is unknown");
  }

  private static Kind classify(long inode) {
    return classify(inode, "");
  }

  private static Kind classify(long inode, String protocol) {
    return new SocketClassifier(Map.of(inode, protocol), Map.of(), TABLES, Map.of())
        .classify(inode);
  }

  private static SocketClassifier classifier(Map<Long, Long> peers, Set<Long> own) {
    Map<Long, String> protocols =
        own.stream().collect(Collectors.toMap(inode -> inode, inode -> ""));
    return new SocketClassifier(protocols, Map.of(), TABLES, peers);
  }
}
