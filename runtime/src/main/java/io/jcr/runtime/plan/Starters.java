// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.kind.Pipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who started a child process. The JDK makes up to three pipes for it, whose other ends are the
 * child's standard streams: who opened the JVM's end has started the child. A child whose streams
 * all lead elsewhere has left no trace.
 */
final class Starters {
  private static final int LAST_STREAM = 2;
  private static final String STARTS_PROCESSES = "java.lang.ProcessImpl";

  private final Map<Long, Provenance> byPipe = new HashMap<>();

  private Starters() {}

  static Starters of(HandleTable table) {
    Starters starters = new Starters();
    if (!table.children().isEmpty()) {
      table.handles().forEach(starters::add);
    }
    return starters;
  }

  private void add(Handle handle) {
    if (handle.kind() instanceof Pipe pipe && handle.provenance().isPresent()) {
      Provenance provenance = handle.provenance().get();
      boolean starts =
          provenance.stack().stream()
              .anyMatch(frame -> frame.getClassName().equals(STARTS_PROCESSES));
      if (starts) {
        byPipe.put(pipe.inode(), provenance);
      }
    }
  }

  /** Empty where it is not known. */
  Optional<Provenance> of(ChildProcess child) {
    for (Handle handle : child.handles().orElse(List.of())) {
      if (handle.descriptor() <= LAST_STREAM
          && handle.kind() instanceof Pipe pipe
          && byPipe.containsKey(pipe.inode())) {
        return Optional.of(byPipe.get(pipe.inode()));
      }
    }
    return Optional.empty();
  }
}
