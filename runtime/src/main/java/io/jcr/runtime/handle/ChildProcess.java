// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A process below the JVM. It goes on while the JVM's threads are stopped; CRIU stops it with the
 * JVM, and carries both in one image.
 *
 * @param process facts about it
 * @param parentId whose child it is: the JVM's, or that of another one below it
 * @param name its {@code comm}
 * @param commandLine its arguments, joined by spaces; empty for a zombie
 * @param handles what it has open; empty where this user may not look
 * @param mappings the file mappings, one for each file; none where this user may not look
 */
public record ChildProcess(
    ProcessFacts process,
    long parentId,
    String name,
    String commandLine,
    Optional<List<Handle>> handles,
    List<FileMapping> mappings) {

  public ChildProcess {
    requireNonNull(process, "process is null");
    requireNonNull(name, "name is null");
    requireNonNull(commandLine, "commandLine is null");
    handles = handles.map(List::copyOf);
    mappings = List.copyOf(mappings);
  }

  /** Its id. */
  public long processId() {
    return process.processId();
  }
}
