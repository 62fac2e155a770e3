// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code net/netlink}: the bound netlink sockets. Lines of another shape are left out, the heading
 * among them.
 */
final class NetlinkTable {

  private NetlinkTable() {}

  /** The netlink family ({@code Eth}, include/uapi/linux/netlink.h) by inode number. */
  static Map<Long, Integer> parse(List<String> lines) {
    Map<Long, Integer> protocols = new HashMap<>();
    for (String line : lines) {
      String[] words = Fields.words(line);
      if (words.length >= 10) {
        OptionalLong protocol = Fields.number(words[1], 10);
        OptionalLong inode = Fields.number(words[9], 10);
        if (protocol.isPresent() && inode.isPresent()) {
          protocols.put(inode.getAsLong(), (int) protocol.getAsLong());
        }
      }
    }
    return protocols;
  }
}
