// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who opened a handle.
 *
 * @param thread name of the thread that opened it
 * @param time when, by the wall clock
 * @param stack the frames of the application and the JDK, innermost first, JCR's own left out
 * @param beforeAgent whether the handle existed before the agent started; thread and stack are then
 *     unknown ({@code ""} and empty), the time is that of the agent's start
 */
public record Provenance(
    String thread, Instant time, List<StackTraceElement> stack, boolean beforeAgent) {

  public Provenance {
    requireNonNull(thread, "thread is null");
    requireNonNull(time, "time is null");
    stack = List.copyOf(stack);
  }

  /** A handle that was open when the agent started. */
  public static Provenance beforeAgent(Instant agentStart) {
    return new Provenance("", agentStart, List.of(), true);
  }

  /** One line, then one line for each frame, as messages quote it. */
  public String describe() {
    if (beforeAgent) {
      return "opened before the agent started (" + time + ")";
    }
    return "opened by "
        + thread
        + " at "
        + time
        + stack.stream().map(frame -> "\n  at " + frame).collect(Collectors.joining());
  }
}
