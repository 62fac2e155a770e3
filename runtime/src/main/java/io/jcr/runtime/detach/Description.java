// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.runtime.kind.Reopening;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.plan.PlannedHandle;
import java.util.List;
import java.util.Optional;

/**
 * One open file description that is taken away.
 *
 * @param entries its descriptors; what they share, they share again
 * @param planned the first of its handles, for messages
 * @param reopening how a restored life makes it anew; empty where it stays closed there
 * @param watches the epoll instances that watch it
 */
record Description(
    List<Entry> entries,
    PlannedHandle planned,
    Optional<Reopening> reopening,
    List<Watch> watches) {

  Description {
    entries = List.copyOf(entries);
    watches = List.copyOf(watches);
  }

  /** A descriptor, and whether it is closed on exec. */
  record Entry(int descriptor, boolean closeOnExec) {}

  /** A registration with an epoll instance (epoll_ctl(2)), as {@code fdinfo} shows it. */
  record Watch(int epoll, int descriptor, int events, long data) {}

  /** Whether it is a Unix socket that keeps each message apart. */
  boolean isOfPackets() {
    return planned.handle().kind() instanceof UnixSocket socket
        && socket.type().equals("seqpacket");
  }

  int first() {
    return entries.get(0).descriptor();
  }
}
