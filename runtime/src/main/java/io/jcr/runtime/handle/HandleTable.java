// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Everything open in the process, as the kernel tells it, at one moment.
 *
 * @param process facts about the process itself
 * @param handles the open descriptors, by number
 * @param mappings the file mappings, one for each file
 * @param locks the file locks that the process holds
 * @param children the processes below it
 */
public record HandleTable(
    ProcessFacts process,
    List<Handle> handles,
    List<FileMapping> mappings,
    List<HeldLock> locks,
    List<ChildProcess> children) {

  public HandleTable {
    requireNonNull(process, "process is null");
    handles = List.copyOf(handles);
    mappings = List.copyOf(mappings);
    locks = List.copyOf(locks);
    children = List.copyOf(children);
  }

  /** The handle on a descriptor number. */
  public Optional<Handle> handle(int descriptor) {
    return handles.stream().filter(handle -> handle.descriptor() == descriptor).findFirst();
  }
}
