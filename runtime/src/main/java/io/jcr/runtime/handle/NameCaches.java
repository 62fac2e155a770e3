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
    Set<Long> mapped = new HashSet<>();
    for (FileMapping mapping : mappings) {
      if (mapping.shared() && NameService.ofCache(mapping.path()).isPresent()) {
        mapped.add(mapping.inode());
      }
    }
    if (mapped.isEmpty()) {
      return handles;
    }
    List<Handle> marked = new ArrayList<>();
    for (Handle handle : handles) {
      marked.add(isCache(handle, mapped) ? cache(handle) : handle);
    }
    return marked;
  }

  private static boolean isCache(Handle handle, Set<Long> mapped) {
    return handle.kind() instanceof RegularFile file
        && handle.isReadOnly()
        && mapped.contains(file.inode());
  }

  private static Handle cache(Handle handle) {
    RegularFile file = (RegularFile) handle.kind();
    return new Handle(
        handle.descriptor(),
        new NameCache(file.path(), file.deleted()),
        handle.flags(),
        handle.offset(),
        handle.provenance());
  }
}
