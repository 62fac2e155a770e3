// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketsTest {
  // include/net/tcp_states.h
  private static final int ESTABLISHED = 1;
  private static final int CLOSE = 7;
  private static final int LISTEN = 10;

  private static final byte[] LOOPBACK = {SysSocket.AF_INET, 0, 0, 0, 127, 0, 0, 1};
  private static final int ADDRESS_SIZE = 16; // struct sockaddr_in

  private final List<Integer> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int socket : opened) {
      Descriptors.close(socket);
    }
  }

  private int open() throws Exception {
    int socket = Sockets.create(Sockets.INET, Sockets.STREAM);
    opened.add(socket);
    return socket;
  }

  @Test
  void tcpSocketsTellStateAndAddresses() throws Exception {
    int server = open();
    assertThat(Sockets.tcpState(server)).isEqualTo(CLOSE);
    Sockets.bind(server, Arrays.copyOf(LOOPBACK, ADDRESS_SIZE));
    Sockets.listen(server, 3);
    byte[] address = Sockets.localAddress(server);
    assertThat(Sockets.tcpState(server)).isEqualTo(LISTEN);
    assertThat(Sockets.peerAddress(server)).isEmpty();

    int client = open();
    assertThat(SysSocket.connect(client, address, address.length)).isZero();

    assertThat(Sockets.tcpState(client)).isEqualTo(ESTABLISHED);
    assertThat(Sockets.peerAddress(client)).contains(address);
    assertThat(Sockets.localAddress(client)).startsWith(SysSocket.AF_INET, 0).hasSize(ADDRESS_SIZE);
  }

  @Test
  void whatIsNoSocketFails() {
    assertThatThrownBy(() -> Sockets.tcpState(-1)).isInstanceOf(NativeCallException.class);
    assertThatThrownBy(() -> Sockets.peerAddress(-1)).isInstanceOf(NativeCallException.class);
  }
}
