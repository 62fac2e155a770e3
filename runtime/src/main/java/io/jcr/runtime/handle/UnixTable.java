// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code net/unix} (proc_pid_net(5)). Lines of another shape are left out. */
final class UnixTable {
  // Num: RefCount Protocol Flags Type St Inode[ Path]; numbers are hexadecimal but the inode's
  private static final Pattern LINE =
      Pattern.compile(
          "\\S+: \\p{XDigit}+ \\p{XDigit}+ (\\p{XDigit}{8}) (\\p{XDigit}{4})"
              + " (\\p{XDigit}{2}) +(\\d+)(?: (.*))?",
          Pattern.DOTALL);
  private static final int ACCEPTS = 1 << 16; // __SO_ACCEPTCON, include/linux/net.h
  private static final int CONNECTED = 3; // SS_CONNECTED, include/uapi/linux/net.h

  private UnixTable() {}

  /**
   * One socket.
   *
   * @param type the number of {@code SOCK_STREAM} and its likes (bits/socket_type.h)
   * @param listening whether it accepts connections
   * @param connected whether it is, or was, connected: a peer that closed does not change it
   * @param path its name, {@code @...} for an abstract one, empty for none
   */
  record Entry(int type, boolean listening, boolean connected, String path) {}

  /** The sockets of the network namespace, by inode number. */
  static Map<Long, Entry> parse(List<String> lines) {
    Map<Long, Entry> entries = new HashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        OptionalLong inode = Fields.number(matcher.group(4), 10);
        inode.ifPresent(number -> entries.put(number, entry(matcher)));
      }
    }
    entries.remove(0L); // connections that nobody has accepted yet
    return entries;
  }

  private static Entry entry(Matcher matcher) {
    boolean listening = (Long.parseLong(matcher.group(1), 16) & ACCEPTS) != 0;
    int state = Integer.parseInt(matcher.group(3), 16);
    String path = matcher.group(5) == null ? "" : matcher.group(5);
    return new Entry(Integer.parseInt(matcher.group(2), 16), listening, state == CONNECTED, path);
  }
}
