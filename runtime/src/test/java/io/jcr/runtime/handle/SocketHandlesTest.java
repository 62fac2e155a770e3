// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens real sockets in this JVM and looks for them in the table. */
class SocketHandlesTest {
  @TempDir Path folder;
  private NewHandles opened;

  @BeforeEach
  void remember() throws Exception {
    opened = new NewHandles();
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void findsAConnectionAndItsListeningSocket() throws Exception {
    ServerSocket server = opened.keep(new ServerSocket());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Socket client = opened.keep(new Socket());
    client.connect(server.getLocalSocketAddress());
    opened.keep(server.accept());
    String address = "127.0.0.1:" + server.getLocalPort();
    String clientAddress = "127.0.0.1:" + client.getLocalPort();
    assertThat(opened.kinds())
        .hasOnlyElementsOfType(TcpSocket.class)
        .map(Kind::target)
        .containsExactlyInAnyOrder(
            address + " LISTEN",
            clientAddress + " -> " + address + " ESTABLISHED",
            address + " -> " + clientAddress + " ESTABLISHED");
  }

  @Test
  void findsADatagramSocket() throws Exception {
    DatagramChannel channel = opened.keep(DatagramChannel.open(StandardProtocolFamily.INET));
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    UdpSocket socket = (UdpSocket) opened.single().kind();
    assertThat(socket.local()).isEqualTo("127.0.0.1:" + port);
    assertThat(socket.remote()).isEqualTo("0.0.0.0:0");
    assertThat(socket.unsentBytes()).isZero();
  }

  @Test
  void asksASocketThatNoTableLists() throws Exception {
    opened.keep(SocketChannel.open(StandardProtocolFamily.INET));
    assertThat(opened.single().kind()).isInstanceOf(Unsupported.class);
    TcpSocket told = new TcpSocket(7, "ESTABLISHED", "127.0.0.1:1", "127.0.0.1:2");
    assertThat(opened.in(NewHandles.scanner(Map::of, answers(Optional.empty())).scan()))
        .singleElement()
        .satisfies(handle -> assertThat(((TcpSocket) handle.kind()).state()).isEqualTo("CLOSE"));
    assertThat(opened.in(NewHandles.scanner(Map::of, answers(Optional.of(told))).scan()))
        .singleElement()
        .satisfies(handle -> assertThat(handle.kind()).isEqualTo(told));
  }

  private OwnSockets answers(Optional<TcpSocket> told) {
    return new OwnSockets() {
      @Override
      public Optional<String> protocol(int descriptor) {
        return Optional.of("TCP").filter(name -> opened.contains(descriptor));
      }

      @Override
      public Optional<TcpSocket> tcp(int descriptor, long inode) {
        return told;
      }
    };
  }

  @Test
  void findsUnixSocketsAndTheirPeers() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    ServerSocketChannel server =
        opened.keep(ServerSocketChannel.open(StandardProtocolFamily.UNIX)).bind(address);
    opened.keep(SocketChannel.open(address));
    opened.keep(server.accept());
    List<UnixSocket> sockets = unixSockets(Map.of());
    assertThat(sockets)
        .filteredOn(UnixSocket::listening)
        .singleElement()
        .satisfies(socket -> assertThat(socket.path()).isEqualTo(address.toString()));
    List<UnixSocket> pair = sockets.stream().filter(UnixSocket::connected).toList();
    assertThat(pair).hasSize(2).allMatch(UnixSocket::isExternal);
    long first = pair.get(0).inode();
    long second = pair.get(1).inode();
    assertThat(unixSockets(Map.of(first, second, second, first)))
        .filteredOn(UnixSocket::connected)
        .allMatch(UnixSocket::peerInside);
  }

  private List<UnixSocket> unixSockets(Map<Long, Long> peers) throws Exception {
    return opened.in(NewHandles.scanner(() -> peers, OwnSockets.NONE).scan()).stream()
        .map(handle -> (UnixSocket) handle.kind())
        .toList();
  }
}
