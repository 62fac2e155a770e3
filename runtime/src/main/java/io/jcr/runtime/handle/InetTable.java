// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code net/tcp}, {@code tcp6}, {@code udp}, {@code udp6}, {@code udplite}, {@code raw} and {@code
 * icmp} (proc_pid_net(5)), which have one shape. Lines of another shape are left out.
 */
final class InetTable {
  // include/net/tcp_states.h, from 1 on
  private static final List<String> STATES =
      List.of(
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "NEW_SYN_RECV",
          "BOUND_INACTIVE");

  private InetTable() {}

  /**
   * One socket.
   *
   * @param state the name of its state; only for TCP does it mean more than connected or not
   * @param local its own address and port
   * @param remote the peer's
   * @param unsentBytes {@code tx_queue}: memory of what waits to be sent
   */
  record Entry(String state, String local, String remote, long unsentBytes) {}

  /** The sockets with the wanted inode numbers. */
  static Map<Long, Entry> parse(List<String> lines, Set<Long> wanted) {
    Map<Long, Entry> entries = new HashMap<>();
    for (String line : lines) {
      String[] words = Fields.words(line);
      if (words.length < 10) {
        continue;
      }
      OptionalLong inode = Fields.number(words[9], 10);
      if (inode.isPresent() && wanted.contains(inode.getAsLong())) {
        parseEntry(words).ifPresent(entry -> entries.put(inode.getAsLong(), entry));
      }
    }
    return entries;
  }

  private static Optional<Entry> parseEntry(String[] words) {
    Optional<String> local = SocketAddress.parse(words[1]);
    Optional<String> remote = SocketAddress.parse(words[2]);
    OptionalLong state = Fields.number(words[3], 16);
    OptionalLong unsent = Fields.number(words[4].replaceFirst(":.*", ""), 16);
    if (local.isEmpty() || remote.isEmpty() || state.isEmpty() || unsent.isEmpty()) {
      return Optional.empty();
    }
    String name = stateName(state.getAsLong());
    return Optional.of(new Entry(name, local.get(), remote.get(), unsent.getAsLong()));
  }

  /** A state that a later kernel invents keeps its number, and counts as a connection. */
  static String stateName(long state) {
    return state >= 1 && state <= STATES.size()
        ? STATES.get((int) state - 1)
        : "STATE_" + Long.toUnsignedString(state);
  }
}
