// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.HashMap;
import java.util.Map;

/**
 * Which look-up mapped the file with an inode number. One thread at a time changes it; reading
 * takes no lock, because it is read while threads are suspended.
 */
final class Mappings {
  /** For what came between look-ups: no look-up's. */
  private static final Opening NONE = new Opening("", 0, null, "");

  private volatile Map<Long, Opening> openings = new HashMap<>();

  /** Forgets all but these; what is new among them is no look-up's. */
  void keep(long[] inodes) {
    Map<Long, Opening> kept = new HashMap<>();
    for (int i = 0; i < inodes.length; i++) {
      Opening known = openings.get(inodes[i]);
      kept.put(inodes[i], known == null ? NONE : known);
    }
    openings = kept;
  }

  /** What is new among these is of this opening. */
  void add(long[] inodes, Opening opening) {
    Map<Long, Opening> more = new HashMap<>(openings);
    for (int i = 0; i < inodes.length; i++) {
      more.putIfAbsent(inodes[i], opening);
    }
    openings = more;
  }

  /** {@code null} where no look-up is known. */
  Opening get(long inode) {
    Opening opening = openings.get(inode);
    return opening == null || opening.hint().isEmpty() ? null : opening;
  }
}
