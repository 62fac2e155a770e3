// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.RegularFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the flight recorder's repository. Those that are complete are closed, and read when a
 * recording is dumped; one is being written, by a thread of the JVM's that no world stop holds. If
 * it cannot write, the JVM ends (jfrStreamWriterHost.inline.hpp), so nothing is ever put in the
 * place of that file. The image carries all of them.
 */
public final class RecordingChunk {
  private static final String TIME = "\\d{4}(?:_\\d\\d){5}";

  /**
   * The folder is named after the time and the process id (Repository.java of jdk.jfr), the file
   * after the time (RepositoryChunk.java, ChunkFilename.java), with a number where the name is
   * taken.
   */
  private static final Pattern PATH =
      Pattern.compile("/.*/" + TIME + "_(\\d+)(?:_\\d+)?/" + TIME + "(?:_\\d+)?\\.jfr");

  private RecordingChunk() {}

  /** Whether it is one of that process. */
  static boolean isOpen(Handle handle, long processId) {
    return handle.kind() instanceof RegularFile file
        && !file.deleted()
        && isOf(file.path(), processId);
  }

  /** Whether a path is that of one of the process. */
  public static boolean isOf(String path, long processId) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() && matcher.group(1).equals(Long.toString(processId));
  }

  /** Those that the process has open, each once. */
  static List<Path> open(HandleTable table) {
    return table.handles().stream()
        .filter(handle -> isOpen(handle, table.process().processId()))
        .map(handle -> Path.of(handle.kind().target()))
        .distinct()
        .toList();
  }
}
