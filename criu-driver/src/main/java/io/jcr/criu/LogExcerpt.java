// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of a CRIU log that say why it failed. */
final class LogExcerpt {
  private static final int LINES = 10;

  /** Written by every run without CAP_SYS_RESOURCE, or without /dev/net/tun; of no consequence. */
  private static final List<String> HARMLESS =
      List.of("rlimit: Can't setup RLIMIT_NOFILE for self", "tun: Unable to create tun");

  private LogExcerpt() {}

  /** The last lines that CRIU marks as errors; empty where there is no log. */
  static List<String> read(Path log) {
    try {
      return errors(Files.readString(log, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a line tells of no failure, though CRIU calls it an error. */
  static boolean isHarmless(String line) {
    return HARMLESS.stream().anyMatch(line::contains);
  }

  static List<String> errors(String log) {
    List<String> errors =
        log.lines()
            .filter(line -> line.contains("Error (") && !isHarmless(line))
            .map(String::strip)
            .toList();
    return errors.stream().skip(Math.max(0, errors.size() - LINES)).collect(Collectors.toList());
  }
}
