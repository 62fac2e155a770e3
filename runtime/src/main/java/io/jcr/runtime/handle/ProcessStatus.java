// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code status} of a process or thread (proc_pid_status(5)). A missing line is an error.
 *
 * @param id its id in its own PID namespace: the last of {@code NSpid}
 * @param nested whether this {@code /proc} belongs to an outer PID namespace and shows other ids
 * @param tracerId {@code TracerPid}, 0 for none
 * @param userId the effective user
 * @param groupId the effective group
 */
record ProcessStatus(long id, boolean nested, long tracerId, long userId, long groupId) {
  private static final String FILE = "status";

  static ProcessStatus parse(List<String> lines) throws ProcFormatException {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    // NSpid is missing where the kernel has no PID namespaces.
    String[] ids = Fields.words(values.getOrDefault("NSpid", values.getOrDefault("Pid", "")));
    return new ProcessStatus(
        Fields.number(ids[ids.length - 1], 10, FILE, "NSpid"),
        ids.length > 1,
        word(values, "TracerPid", 0),
        word(values, "Uid", 1), // real, effective, saved, file system
        word(values, "Gid", 1));
  }

  private static long word(Map<String, String> values, String name, int index)
      throws ProcFormatException {
    String[] words = Fields.words(values.getOrDefault(name, ""));
    String word = index < words.length ? words[index] : "";
    return Fields.number(word, 10, FILE, name + ": " + values.get(name));
  }
}
