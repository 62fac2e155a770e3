// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code net/packet}: the packet sockets. Lines of another shape are left out. */
final class PacketTable {

  private PacketTable() {}

  /** The inode numbers of all. */
  static Set<Long> parse(List<String> lines) {
    Set<Long> inodes = new HashSet<>();
    for (String line : lines) {
      String[] words = Fields.words(line);
      if (words.length >= 9) {
        Fields.number(words[8], 10).ifPresent(inodes::add);
      }
    }
    return inodes;
  }
}
