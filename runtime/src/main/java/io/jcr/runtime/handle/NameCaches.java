// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.RegularFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a name service's cache from a file that only lies in such a folder: it is open for reading,
 * and the same file is mapped.
 */
final class NameCaches {
  private NameCaches() {}

  /** The handles, with caches as what they are. */
  static List<Handle> mark(List<Handle> handles, List<FileMapping> mappings) {
    Set<NameCache> mapped = new HashSet<>();
    for (FileMapping mapping : mappings) {
      if (mapping.shared() && NameService.ofCache(mapping.path()).isPresent()) {
        mapped.add(new NameCache(mapping.path(), mapping.inode(), mapping.deleted()));
      }
    }
    if (mapped.isEmpty()) {
      return handles;
    }
    List<Handle> marked = new ArrayList<>();
    for (Handle handle : handles) {
      marked.add(as(handle, mapped));
    }
    return marked;
  }

  /** By name and number: on another file system any file may have the same number. */
  private static Handle as(Handle handle, Set<NameCache> mapped) {
    if (!(handle.kind() instanceof RegularFile file) || !handle.isReadOnly()) {
      return handle;
    }
    NameCache cache = new NameCache(file.path(), file.inode(), file.deleted());
    return mapped.contains(cache)
        ? new Handle(
            handle.descriptor(), cache, handle.flags(), handle.offset(), handle.provenance())
        : handle;
  }
}
