// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.Printable;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.Tracer;
import java.util.ArrayList;
import java.util.List;

/** What about the process itself makes an image impossible. */
final class ProcessBlockers {
  private ProcessBlockers() {}

  static List<Blocker> of(HandleTable table) {
    List<Blocker> blockers = new ArrayList<>();
    if (table.process().processId() == 1) {
      blockers.add(
          Blocker.of(
              Code.PROCESS_ID_ONE,
              "the JVM is process 1 of its PID namespace, whose id no restore can take",
              "start it below an init (docker run --init)"));
    }
    table
        .process()
        .tracer()
        .ifPresent(
            tracer ->
                blockers.add(
                    Blocker.of(
                        Code.TRACER,
                        Printable.oneLine(tracer.describe() + whom(tracer, table)),
                        "end that debugger or strace first")));
    return blockers;
  }

  private static String whom(Tracer tracer, HandleTable table) {
    return tracer.threadId() == table.process().processId()
        ? " the JVM"
        : " thread " + tracer.threadId() + " (" + tracer.threadName() + ") of the JVM";
  }
}
