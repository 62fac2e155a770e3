// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the tables of {@code net}, and of these only the ones that can list a socket that none
 * before listed. The kernel walks its whole hash table for each reading of {@code tcp} and {@code
 * tcp6}, which takes milliseconds where there is much memory: these come last, {@code tcp6} before
 * {@code tcp} because the JDK opens sockets for both protocols.
 */
final class SocketTablesReader {
  private static final String NO_NAME = "\0";

  private final ProcFiles proc;
  private final Map<Long, String> missing;

  /**
   * A reader for one scan.
   *
   * @param protocols the names ({@link OwnSockets}) of the process's sockets, by inode number;
   *     empty where it is not known
   */
  SocketTablesReader(ProcFiles proc, Map<Long, String> protocols) {
    this.proc = requireNonNull(proc, "proc is null");
    this.missing = new HashMap<>(protocols);
  }

  SocketTables read() throws IOException {
    Map<Long, UnixTable.Entry> unix = UnixTable.parse(lines("unix", "UNIX"));
    missing.keySet().removeAll(unix.keySet());
    Map<Long, InetTable.Entry> udp = inet("udp6", "UDP");
    udp.putAll(inet("udp", "UDP"));
    Map<Long, Integer> netlink = NetlinkTable.parse(lines("netlink", "NETLINK"));
    missing.keySet().removeAll(netlink.keySet());
    Set<Long> packet = PacketTable.parse(lines("packet", "PACKET"));
    missing.keySet().removeAll(packet);
    Map<String, Map<Long, InetTable.Entry>> others = new LinkedHashMap<>();
    for (String name : List.of("raw", "raw6", "icmp", "icmp6", "udplite", "udplite6")) {
      others.put(name, inet(name, NO_NAME));
    }
    Map<Long, InetTable.Entry> tcp = inet("tcp6", "TCP");
    tcp.putAll(inet("tcp", "TCP"));
    return new SocketTables(tcp, udp, unix, netlink, packet, others);
  }

  private Map<Long, InetTable.Entry> inet(String table, String protocol) throws IOException {
    Map<Long, InetTable.Entry> entries =
        InetTable.parse(lines(table, protocol), candidates(protocol));
    missing.keySet().removeAll(entries.keySet());
    return entries;
  }

  /** The lines of a table; none where the kernel was built without the protocol. */
  private List<String> lines(String table, String protocol) throws IOException {
    return candidates(protocol).isEmpty()
        ? List.of()
        : proc.linesUnlessGone("net/" + table).orElse(List.of());
  }

  /** The sockets that are of a protocol or may be. */
  private Set<Long> candidates(String protocol) {
    return missing.entrySet().stream()
        .filter(socket -> socket.getValue().isEmpty() || socket.getValue().startsWith(protocol))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
