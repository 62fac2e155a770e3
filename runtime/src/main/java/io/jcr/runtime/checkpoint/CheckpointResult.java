// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.criu.DumpOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of a checkpoint.
 *
 * @param id eight hexadecimal digits, also in the image and in log lines
 * @param outcome in which life this is
 * @param image the image's folder
 * @param started when it was asked for
 * @param duration how long it took from the request on, seen from this process
 * @param pause for how long the application stood still
 * @param warnings what a user should know, though nothing was refused
 */
public record CheckpointResult(
    String id,
    DumpOutcome outcome,
    Path image,
    Instant started,
    Duration duration,
    Pause pause,
    List<String> warnings) {

  public CheckpointResult {
    warnings = List.copyOf(warnings);
  }
}
