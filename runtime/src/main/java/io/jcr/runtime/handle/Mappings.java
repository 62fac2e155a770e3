// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code maps} (proc_pid_maps(5)). Memory without a file is left out: what has no name, what the
 * kernel names in brackets ({@code [heap]}), and shared or huge anonymous memory, for which the
 * kernel makes a deleted file up. System V shared memory stays, as {@code /SYSV...} with the
 * segment's id for its inode number. A line of another shape is an error.
 */
final class Mappings {
  private static final String FILE = "maps";
  private static final Pattern LINE =
      Pattern.compile(
          "(\\p{XDigit}+)-(\\p{XDigit}+) ...([ps]) \\p{XDigit}+ \\p{XDigit}+:"
              + "\\p{XDigit}+ (\\d+) *(.*)",
          Pattern.DOTALL);
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
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new ProcFormatException(FILE, line);
      }
      String name = matcher.group(5);
      if (!ANONYMOUS.contains(name) && !name.startsWith("[")) {
        String key = matcher.group(4) + " " + name;
        mappings.merge(key, mapping(matcher, line), Mappings::join);
      }
    }
    return new ArrayList<>(mappings.values());
  }

  private static FileMapping mapping(Matcher matcher, String line) throws ProcFormatException {
    long start = Fields.number(matcher.group(1), 16, FILE, line);
    long end = Fields.number(matcher.group(2), 16, FILE, line);
    long inode = Fields.number(matcher.group(4), 10, FILE, line);
    String name = matcher.group(5).replace("\\012", "\n"); // the only character that is escaped
    boolean shared = matcher.group(3).equals("s");
    return new FileMapping(
        DeletedNames.strip(name), DeletedNames.isMarked(name), shared, end - start, inode);
  }

  private static FileMapping join(FileMapping first, FileMapping second) {
    return new FileMapping(
        first.path(),
        first.deleted(),
        first.shared() || second.shared(),
        first.bytes() + second.bytes(),
        first.inode());
  }
}
