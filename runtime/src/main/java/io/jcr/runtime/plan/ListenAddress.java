// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.config.Endpoint;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import java.util.Optional;

/**
 * An address and port that the restore binds, so that nobody else may have it by then.
 *
 * @param protocol {@code tcp}, {@code tcp6}, {@code udp} or {@code udp6}
 * @param address the address, IPv6 without brackets
 * @param port the port, above 0
 */
public record ListenAddress(String protocol, String address, int port) {

  public ListenAddress {
    requireNonNull(protocol, "protocol is null");
    requireNonNull(address, "address is null");
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /** What a socket of a kind binds: a TCP socket that listens, or a UDP socket without a peer. */
  static Optional<ListenAddress> of(Kind kind) {
    if (kind instanceof TcpSocket tcp && tcp.isListening()) {
      return of("tcp", tcp.local());
    }
    if (kind instanceof UdpSocket udp && port(udp.remote()) == 0) {
      return of("udp", udp.local());
    }
    return Optional.empty();
  }

  private static Optional<ListenAddress> of(String protocol, String local) {
    return Endpoint.parse(local)
        .filter(endpoint -> endpoint.port() > 0 && endpoint.port() <= 65535)
        .map(
            endpoint ->
                new ListenAddress(
                    endpoint.address().indexOf(':') < 0 ? protocol : protocol + "6",
                    endpoint.address(),
                    endpoint.port()));
  }

  private static int port(String side) {
    return Endpoint.parse(side).map(Endpoint::port).orElse(0);
  }

  @Override
  public String toString() {
    return protocol + " " + address + " " + port;
  }
}
