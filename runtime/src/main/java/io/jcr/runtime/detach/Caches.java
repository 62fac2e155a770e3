// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.criu.libc.MemoryCopy;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.MappingReader;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.plan.CacheCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts private copies in the place of mapped caches. Nothing brings the caches back: the copy says
 * that it is stale, and the library maps the present one at its next look-up. So where this fails
 * half way, the copies that are in their place do no harm.
 */
final class Caches {
  private Caches() {}

  /**
   * Loads what replacing uses. The application runs, so the library may have mapped something else
   * since the table was made: that is no failure.
   */
  static void rehearse(List<CacheCopy> caches) throws NativeCallException {
    MemoryCopy.rehearse();
    try {
      requireSame(caches);
    } catch (IOException changed) {
      return;
    }
  }

  static void replace(List<CacheCopy> caches) throws IOException {
    if (caches.isEmpty()) {
      return;
    }
    List<MemoryCopy> copies = new ArrayList<>();
    try {
      for (CacheCopy cache : caches) {
        for (FileMapping.Range range : cache.mapping().ranges()) {
          copies.add(copy(cache.service(), range));
        }
      }
      requireSame(caches);
      move(copies, caches);
    } finally {
      for (MemoryCopy copy : copies) {
        copy.close();
      }
    }
  }

  private static MemoryCopy copy(NameService service, FileMapping.Range range) throws IOException {
    MemoryCopy copy = MemoryCopy.of(range.begin(), range.length());
    if (range.offset() == 0) {
      for (NameService.Stamp stamp : service.stale()) {
        copy.put(stamp.offset(), stamp.size(), stamp.value());
      }
    }
    return copy;
  }

  /**
   * A thread in native code goes on, and the library in it may have given the memory back: then
   * something else may be there. Asked last of all, for the answer to be young.
   */
  private static void requireSame(List<CacheCopy> caches) throws IOException {
    if (!areStill(caches)) {
      throw new IOException("a name service has mapped something else in the place of its cache");
    }
  }

  /** Whether each is mapped where it was. */
  static boolean areStill(List<CacheCopy> caches) throws IOException {
    if (caches.isEmpty()) {
      return true;
    }
    List<FileMapping> present = MappingReader.read();
    for (CacheCopy cache : caches) {
      if (!isAmong(cache.mapping(), present)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmong(FileMapping mapping, List<FileMapping> present) {
    for (FileMapping each : present) {
      if (each.isSamePlace(mapping)) {
        return true;
      }
    }
    return false;
  }

  private static void move(List<MemoryCopy> copies, List<CacheCopy> caches) throws IOException {
    int next = 0;
    for (CacheCopy cache : caches) {
      for (FileMapping.Range range : cache.mapping().ranges()) {
        copies.get(next).moveOnto(range.begin(), range.protection());
        next++;
      }
    }
  }
}
