// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A TCP socket.
 *
 * @param inode the socket's inode number
 * @param state the name of the state in include/net/tcp_states.h, without {@code TCP_}
 * @param local its own address and port, {@code 127.0.0.1:8080} or {@code [::1]:8080}
 * @param remote the peer's, {@code 0.0.0.0:0} or {@code [::]:0} where there is none
 */
public record TcpSocket(long inode, String state, String local, String remote) implements Kind {

  /** Whether it accepts connections. */
  public boolean isListening() {
    return state.equals("LISTEN");
  }

  /** Whether it has, or had, a peer. */
  public boolean isConnection() {
    return !isListening() && !state.equals("CLOSE");
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public String target() {
    return isListening() ? local + " LISTEN" : local + " -> " + remote + " " + state;
  }
}
