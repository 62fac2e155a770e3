// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.TcpSocket;
import java.util.Optional;

/**
 * What the process's own sockets say of themselves. The tables in {@code /proc/net} leave out a TCP
 * or UDP socket that is neither bound nor connected, a closed one, and every socket of the rarer
 * families; they list an MPTCP socket as if it were TCP; and those of TCP list the whole network
 * namespace, with thousands of connections that have ended ({@code TIME_WAIT}) on a busy server.
 */
public interface OwnSockets {

  /** Knows none: the sockets that no table lists become unsupported ones. */
  OwnSockets NONE =
      new OwnSockets() {
        @Override
        public Optional<String> protocol(int descriptor) {
          return Optional.empty();
        }

        @Override
        public Optional<TcpSocket> tcp(int descriptor, long inode) {
          return Optional.empty();
        }
      };

  /**
   * The kernel's name of a socket's protocol: the extended attribute {@code system.sockprotoname}
   * of {@code /proc/self/fd/N} (net/socket.c of the kernel), such as {@code TCP}, {@code TCPv6},
   * {@code UDP}, {@code UNIX-STREAM}, {@code NETLINK}, {@code ALG}, {@code SCTP} or {@code
   * AF_VSOCK}, without the NUL at its end.
   *
   * @return empty where the descriptor is gone or no socket
   */
  Optional<String> protocol(int descriptor);

  /**
   * State and addresses of a socket whose protocol is TCP.
   *
   * @param inode its inode number
   * @return empty where it is not known; the tables are read then
   */
  Optional<TcpSocket> tcp(int descriptor, long inode);
}
