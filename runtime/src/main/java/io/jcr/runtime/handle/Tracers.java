// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads who traces a process: {@code TracerPid} of its threads (proc_pid_status(5)). */
final class Tracers {

  private Tracers() {}

  /** The first that is found; a debugger mostly holds all threads, and may hold one alone. */
  static Optional<Tracer> ofAnyThread(ProcFiles proc) throws IOException {
    for (long thread : ProcessReader.threadsUnlessGone(proc)) {
      String folder = "task/" + thread + "/";
      Optional<List<String>> lines = proc.linesUnlessGone(folder + "status");
      if (lines.isPresent()) {
        ProcessStatus status = ProcessStatus.parse(lines.get());
        if (status.tracerId() != 0) {
          return of(proc, status.id(), name(proc, folder), status.tracerId());
        }
      }
    }
    return Optional.empty();
  }

  /** The one that has an id; none has 0. */
  static Optional<Tracer> of(ProcFiles proc, long threadId, String threadName, long id)
      throws IOException {
    return id == 0
        ? Optional.empty()
        : Optional.of(new Tracer(id, name(proc.process(id), ""), threadId, threadName));
  }

  private static String name(ProcFiles proc, String folder) throws IOException {
    return String.join(" ", proc.linesUnlessGone(folder + "comm").orElse(List.of()));
  }
}
