// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.Optional;

/**
 * The protocols of sockets. The tables in {@code /proc/net} leave out a TCP or UDP socket that is
 * neither bound nor connected, a closed one, and every socket of the rarer families; and they list
 * an MPTCP socket as if it were TCP.
 */
@FunctionalInterface
public interface SocketNames {

  /** Knows none: the sockets that no table lists become unsupported ones. */
  SocketNames NONE = descriptor -> Optional.empty();

  /**
   * The kernel's name of a socket's protocol: the extended attribute {@code system.sockprotoname}
   * of {@code /proc/self/fd/N} (net/socket.c of the kernel), such as {@code TCP}, {@code TCPv6},
   * {@code UDP}, {@code UNIX-STREAM}, {@code NETLINK}, {@code ALG}, {@code SCTP} or {@code
   * AF_VSOCK}, without the NUL at its end.
   *
   * @return empty where the descriptor is gone or no socket
   */
  Optional<String> protocol(int descriptor);
}
