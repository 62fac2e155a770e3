// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.SocketProtocol;
import io.jcr.criu.libc.Sockets;
import io.jcr.runtime.kind.TcpSocket;
import java.util.Optional;

/** Sockets of this process, asked by getsockname(2), getpeername(2) and getsockopt(2). */
public final class AskedSockets implements OwnSockets {

  @Override
  public Optional<String> protocol(int descriptor) {
    return SocketProtocol.of(descriptor);
  }

  @Override
  public Optional<TcpSocket> tcp(int descriptor, long inode) {
    try {
      byte[] local = Sockets.localAddress(descriptor);
      Optional<byte[]> peer = Sockets.peerAddress(descriptor);
      String state = InetTable.stateName(Sockets.tcpState(descriptor));
      String remote = SocketAddress.of(peer.orElseGet(() -> SocketAddress.unspecified(local)));
      return Optional.of(new TcpSocket(inode, state, SocketAddress.of(local), remote));
    } catch (NativeCallException gone) {
      return Optional.empty();
    }
  }
}
