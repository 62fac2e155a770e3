// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.RegularFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NameCachesTest {
  private static final String CACHE = "/var/lib/sss/mc/passwd";
  private static final int READ_WRITE = 2; // O_RDWR of fcntl.h

  @Test
  void aMappedOneThatIsReadIsACache() {
    assertThat(NameCaches.mark(List.of(open(CACHE, 5, 0)), List.of(mapped(CACHE, 5))))
        .extracting(Handle::kind)
        .containsExactly(new NameCache(CACHE, 5, false));
  }

  /** An application that makes a copy of such a folder gets no other file in its hands. */
  @Test
  void aFileThatOnlyLiesThereIsNone() {
    assertThat(NameCaches.mark(List.of(open(CACHE, 5, 0)), List.of()))
        .extracting(Handle::kind)
        .hasOnlyElementsOfType(RegularFile.class);
    assertThat(NameCaches.mark(List.of(open(CACHE, 6, 0)), List.of(mapped(CACHE, 5))))
        .extracting(Handle::kind)
        .hasOnlyElementsOfType(RegularFile.class);
    assertThat(NameCaches.mark(List.of(open(CACHE, 5, READ_WRITE)), List.of(mapped(CACHE, 5))))
        .extracting(Handle::kind)
        .hasOnlyElementsOfType(RegularFile.class);
    assertThat(NameCaches.mark(List.of(open("/a", 5, 0)), List.of(mapped("/a", 5))))
        .extracting(Handle::kind)
        .hasOnlyElementsOfType(RegularFile.class);
  }

  /** On another file system any file may have the number of a cache. */
  @Test
  void aFileWithTheNumberOfACacheIsNone() {
    assertThat(NameCaches.mark(List.of(open("/opt/app/x.jar", 5, 0)), List.of(mapped(CACHE, 5))))
        .extracting(Handle::kind)
        .hasOnlyElementsOfType(RegularFile.class);
  }

  private static Handle open(String path, long inode, int flags) {
    return new Handle(7, new RegularFile(path, 9, inode, false), flags, 0, Optional.empty());
  }

  private static FileMapping mapped(String path, long inode) {
    FileMapping.Range range = new FileMapping.Range(0x1000, 0x2000, 0, 1);
    return new FileMapping(
        path, false, true, List.of(range), inode, OptionalLong.of(4096), Optional.empty());
  }
}
