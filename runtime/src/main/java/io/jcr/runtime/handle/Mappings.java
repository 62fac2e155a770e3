// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code maps} (proc_pid_maps(5)). Memory without a file is left out: what has no name, what the
 * kernel names in brackets ({@code [heap]}), and shared or huge anonymous memory, for which the
 * kernel makes a deleted file up. System V shared memory stays, as {@code /SYSV...} with the
 * segment's id for its inode number. A line of another shape is an error.
 */
final class Mappings {
  private static final String FILE = "maps";
  private static final int FIELDS = 6; // range, access, offset, device, inode number, name
  // mm/shmem.c, fs/hugetlbfs/inode.c
  private static final Set<String> ANONYMOUS =
      Set.of("", "/dev/zero (deleted)", "/anon_hugepage (deleted)");

  private Mappings() {}

  /**
   * The mapped files, in the order of their first range. A path that ends in {@code " (deleted)"}
   * is taken for a deleted file; {@link DeletedNames} tells the others apart.
   */
  static List<FileMapping> parse(List<String> lines) throws ProcFormatException {
    Map<String, FileMapping> mappings = new LinkedHashMap<>();
    for (String line : lines) {
      String[] fields = line.split(" ", FIELDS);
      if (fields.length < FIELDS - 1 || fields[1].length() != 4) {
        throw new ProcFormatException(FILE, line);
      }
      String name = fields.length < FIELDS ? "" : withoutPadding(fields[5]);
      if (!ANONYMOUS.contains(name) && !name.startsWith("[")) {
        mappings.merge(fields[4] + " " + name, mapping(fields, name, line), Mappings::join);
      }
    }
    return new ArrayList<>(mappings.values());
  }

  /** The kernel aligns the names, all of which begin with a slash, a bracket or a letter. */
  private static String withoutPadding(String name) {
    int begin = 0;
    while (begin < name.length() && name.charAt(begin) == ' ') {
      begin++;
    }
    return name.substring(begin);
  }

  private static FileMapping mapping(String[] fields, String escaped, String line)
      throws ProcFormatException {
    int dash = fields[0].indexOf('-');
    long begin = Fields.number(fields[0].substring(0, Math.max(0, dash)), 16, FILE, line);
    long end = Fields.number(fields[0].substring(dash + 1), 16, FILE, line);
    long offset = Fields.number(fields[2], 16, FILE, line);
    long inode = Fields.number(fields[4], 10, FILE, line);
    FileMapping.Range range = new FileMapping.Range(begin, end, offset, protection(fields[1]));
    String name = escaped.replace("\\012", "\n"); // the only character that is escaped
    boolean shared = fields[1].charAt(3) == 's';
    return new FileMapping(
        DeletedNames.strip(name),
        DeletedNames.isMarked(name),
        shared,
        List.of(range),
        inode,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** {@code r-xp} as bits. */
  private static int protection(String access) {
    int read = access.charAt(0) == 'r' ? 1 : 0;
    int write = access.charAt(1) == 'w' ? 2 : 0;
    return read | write | (access.charAt(2) == 'x' ? 4 : 0);
  }

  private static FileMapping join(FileMapping first, FileMapping second) {
    List<FileMapping.Range> ranges = new ArrayList<>(first.ranges());
    ranges.addAll(second.ranges());
    return new FileMapping(
        first.path(),
        first.deleted(),
        first.shared() || second.shared(),
        ranges,
        first.inode(),
        OptionalLong.empty(),
        Optional.empty());
  }
}
