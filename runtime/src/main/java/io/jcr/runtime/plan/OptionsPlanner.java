// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.ProcessFacts;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.util.List;
import java.util.function.Predicate;

/** Which of CRIU's options a process needs. */
final class OptionsPlanner {
  private OptionsPlanner() {}

  static DumpOptions options(
      HandleTable table, List<PlannedHandle> handles, Streams streams, GhostFiles ghosts) {
    List<Kind> kinds =
        handles.stream()
            .filter(planned -> !planned.isDetached())
            .map(planned -> planned.handle().kind())
            .toList();
    return new DumpOptions(
        // also where all only listen: the application goes on, and may accept until CRIU stops it
        any(kinds, TcpSocket.class::isInstance),
        any(kinds, kind -> kind instanceof TcpSocket tcp && tcp.isListening()),
        any(kinds, kind -> kind instanceof UnixSocket unix && UnixDefaults.isCarriedOutside(unix)),
        !table.locks().isEmpty(),
        isShellJob(table.process()),
        !ghosts.isEmpty(),
        ghosts.limit(),
        streams.externals());
  }

  /** Whether its session or its process group has a leader that is not in the image. */
  static boolean isShellJob(ProcessFacts process) {
    return process.sessionId() != process.processId()
        || process.processGroupId() != process.processId();
  }

  private static boolean any(List<Kind> kinds, Predicate<Kind> test) {
    return kinds.stream().anyMatch(test);
  }
}
