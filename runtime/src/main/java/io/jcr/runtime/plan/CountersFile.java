// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.ProcessFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The performance counters of a JVM, which it keeps in a file that is mapped. The next JVM of the
 * same user that starts deletes those of processes that are gone (perfMemory_posix.cpp, {@code
 * cleanup_sharedmem_files}), so the image carries a copy, which takes the place of whatever another
 * life has left there.
 *
 * @param path the file
 * @param copy the name of the copy in the image
 * @param userId whose the file is
 * @param groupId its group
 */
public record CountersFile(Path path, String copy, long userId, long groupId) {

  /**
   * HotSpot always puts it below {@code /tmp}, whatever {@code java.io.tmpdir} says (os_linux.cpp,
   * {@code os::get_temp_directory}), into a folder named after the user, whatever {@code user.name}
   * says. Its name is the process id.
   */
  private static final Pattern PATH = Pattern.compile("/tmp/hsperfdata_[^/]+/(\\d+)");

  public CountersFile {
    requireNonNull(path, "path is null");
    requireNonNull(copy, "copy is null");
  }

  /** Whether a path is that of some JVM's. */
  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  /** The one that a process has mapped: a file of another may have been left alone. */
  static Optional<CountersFile> of(ProcessFacts process, List<FileMapping> mappings, String copy) {
    String id = Long.toString(process.processId());
    for (FileMapping mapping : mappings) {
      Matcher matcher = PATH.matcher(mapping.path());
      if (!mapping.deleted() && matcher.matches() && matcher.group(1).equals(id)) {
        Path path = Path.of(mapping.path());
        return Optional.of(new CountersFile(path, copy, process.userId(), process.groupId()));
      }
    }
    return Optional.empty();
  }
}
