// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.detach.DeadSocket;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.UnixSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead sockets that a library does not close. sssd's, from 2.9 on, compares its connection's inode
 * number, and where that has changed forgets the descriptor: somebody else could have opened it
 * (sss_client/common.c, {@code sss_cli_check_socket}). So each restore would leave one behind. It
 * is closed before the next checkpoint, once there is a new connection to the same daemon.
 */
final class ForgottenSockets {
  private final List<DeadSocket> dead = new ArrayList<>();
  private final Numbers numbers;

  /** What is done by number. */
  interface Numbers {
    /** The inode number of what a descriptor leads to; -1 where that is no socket. */
    long inode(int descriptor);

    void close(int descriptor);
  }

  ForgottenSockets(Numbers numbers) {
    this.numbers = requireNonNull(numbers, "numbers is null");
  }

  /** Notes those of a restore, in which those that were known before got other inode numbers. */
  synchronized void restored(List<DeadSocket> sockets) {
    dead.replaceAll(each -> each.withInode(numbers.inode(each.descriptor())));
    dead.addAll(sockets);
  }

  /**
   * Closes as many as there are connections to the same daemon, the oldest first. A thread that has
   * one of its own, and has not asked since, meets what sssd's library looks out for.
   */
  synchronized void close(HandleTable table) {
    dead.removeIf(each -> !isThere(each, table));
    Map<String, Long> connections = connections(table);
    for (DeadSocket each : List.copyOf(dead)) {
      long left = connections.merge(each.peerPath(), -1L, Long::sum);
      if (left >= 0) {
        close(each);
        dead.remove(each);
      }
    }
  }

  /** The table is a moment old, and the library may have closed it since. */
  private void close(DeadSocket socket) {
    if (numbers.inode(socket.descriptor()) == socket.inode()) {
      numbers.close(socket.descriptor());
    }
  }

  private static boolean isThere(DeadSocket socket, HandleTable table) {
    return table
        .handle(socket.descriptor())
        .map(Handle::kind)
        .filter(kind -> kind instanceof UnixSocket unix && unix.inode() == socket.inode())
        .isPresent();
  }

  /** How many there are, by the name of the other end. */
  private static Map<String, Long> connections(HandleTable table) {
    Map<String, Long> connections = new HashMap<>();
    for (Handle handle : table.handles()) {
      if (handle.kind() instanceof UnixSocket unix) {
        connections.merge(unix.peerPath(), 1L, Long::sum);
      }
    }
    return connections;
  }
}
