// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A UDP socket.
 *
 * @param inode the socket's inode number
 * @param local its own address and port
 * @param remote the peer's, {@code 0.0.0.0:0} or {@code [::]:0} where it is not connected
 * @param unsentBytes kernel memory of what waits to be sent: above 0 for a moment after a send, and
 *     for as long as the socket is corked (udp(7), {@code UDP_CORK}), which CRIU cannot carry
 */
public record UdpSocket(long inode, String local, String remote, long unsentBytes) implements Kind {

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public String target() {
    return local + " -> " + remote;
  }
}
