// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the kind of a socket: first by its protocol's name, which rules out what cannot be carried,
 * then by the table that lists it, and last by the name alone, for what no table lists.
 */
final class SocketClassifier {
  private static final Set<String> CARRIED =
      Set.of("TCP", "TCPv6", "UDP", "UDPv6", "UNIX", "UNIX-STREAM", "NETLINK", "PACKET");
  // bits/socket_type.h
  private static final Map<Integer, String> UNIX_TYPES =
      Map.of(1, "stream", 2, "dgram", 5, "seqpacket");

  private final Map<Long, String> protocols;
  private final Map<Long, TcpSocket> asked;
  private final SocketTables tables;
  private final Map<Long, Long> peers;

  /**
   * A classifier for one scan.
   *
   * @param protocols the names ({@link OwnSockets}) of the process's sockets, by inode number;
   *     empty where it is not known
   * @param asked those that have told of themselves, by inode number; no table was read for them
   * @param peers the other ends of Unix sockets, as {@link UnixPeers} gives them
   */
  SocketClassifier(
      Map<Long, String> protocols,
      Map<Long, TcpSocket> asked,
      SocketTables tables,
      Map<Long, Long> peers) {
    this.protocols = requireNonNull(protocols, "protocols is null");
    this.asked = requireNonNull(asked, "asked is null");
    this.tables = requireNonNull(tables, "tables is null");
    this.peers = requireNonNull(peers, "peers is null");
  }

  /** The kind of one of the process's sockets. */
  Kind classify(long inode) {
    String protocol = protocols.getOrDefault(inode, "");
    if (!protocol.isEmpty() && !CARRIED.contains(protocol)) {
      return Refusals.socket(inode, protocol);
    }
    return listed(inode).orElseGet(() -> unlisted(inode, protocol));
  }

  private Optional<Kind> listed(long inode) {
    if (asked.containsKey(inode)) {
      return Optional.of(asked.get(inode));
    }
    if (tables.tcp().containsKey(inode)) {
      InetTable.Entry entry = tables.tcp().get(inode);
      return Optional.of(new TcpSocket(inode, entry.state(), entry.local(), entry.remote()));
    }
    if (tables.udp().containsKey(inode)) {
      InetTable.Entry entry = tables.udp().get(inode);
      return Optional.of(new UdpSocket(inode, entry.local(), entry.remote(), entry.unsentBytes()));
    }
    if (tables.unix().containsKey(inode)) {
      return Optional.of(unix(inode, tables.unix().get(inode)));
    }
    if (tables.netlink().containsKey(inode)) {
      return Optional.of(new NetlinkSocket(inode, tables.netlink().get(inode)));
    }
    if (tables.packet().contains(inode)) {
      return Optional.of(new PacketSocket(inode));
    }
    return tables.others().entrySet().stream()
        .filter(table -> table.getValue().containsKey(inode))
        .map(table -> (Kind) Refusals.socket(inode, table.getKey()))
        .findFirst();
  }

  private Kind unix(long inode, UnixTable.Entry entry) {
    String type = UNIX_TYPES.get(entry.type());
    if (type == null) {
      return Refusals.socket(inode, "unix type " + entry.type());
    }
    long peer = peers.getOrDefault(inode, 0L);
    boolean peerGone = peers.containsKey(inode) && peer == 0;
    boolean connected = entry.connected() && !peerGone;
    UnixTable.Entry peerEntry = tables.unix().get(peer);
    return new UnixSocket(
        inode,
        type,
        entry.listening(),
        connected,
        entry.path(),
        peer,
        peerEntry == null ? "" : peerEntry.path(),
        protocols.containsKey(peer));
  }

  private static Kind unlisted(long inode, String protocol) {
    return switch (protocol) {
      case "TCP" -> new TcpSocket(inode, "CLOSE", "0.0.0.0:0", "0.0.0.0:0");
      case "TCPv6" -> new TcpSocket(inode, "CLOSE", "[::]:0", "[::]:0");
      case "UDP" -> new UdpSocket(inode, "0.0.0.0:0", "0.0.0.0:0", 0);
      case "UDPv6" -> new UdpSocket(inode, "[::]:0", "[::]:0", 0);
      case "NETLINK" -> new NetlinkSocket(inode, NetlinkSocket.UNKNOWN_PROTOCOL);
      default -> Refusals.unknownSocket(inode, protocol);
    };
  }
}
