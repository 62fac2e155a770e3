// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.telemetry;

import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.checkpoint.CheckpointResult;
import io.jcr.runtime.checkpoint.Pause;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Timers {@code jcr.checkpoint} and {@code jcr.restore} in Micrometer's global registry, which
 * frameworks add their own registry to. The application's Micrometer is asked by name, in whichever
 * of its loaders it is: JCR brings none along.
 */
final class ApplicationMeters {
  static final String METRICS = "io.micrometer.core.instrument.Metrics";
  private static final String TIMER = "io.micrometer.core.instrument.Timer";

  private final Method timer;
  private final Method record;

  private ApplicationMeters(Class<?> metrics) throws ReflectiveOperationException {
    this.timer = metrics.getMethod("timer", String.class, String[].class);
    Class<?> type = Class.forName(TIMER, false, metrics.getClassLoader());
    this.record = type.getMethod("record", long.class, TimeUnit.class);
  }

  static void record(Class<?> metrics, CheckpointResult result)
      throws ReflectiveOperationException {
    new ApplicationMeters(metrics).record(result);
  }

  private void record(CheckpointResult result) throws ReflectiveOperationException {
    String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
    boolean restored = result.outcome() == DumpOutcome.RESTORED;
    String name = restored ? "jcr.restore" : "jcr.checkpoint";
    if (!restored) {
      record(name, outcome, "total", result.duration().toNanos());
    }
    for (Map.Entry<String, Long> stage : stages(result.pause(), restored).entrySet()) {
      record(name, outcome, stage.getKey(), stage.getValue());
    }
  }

  /** A restored life knows only what it has done itself. */
  private static Map<String, Long> stages(Pause pause, boolean restored) {
    return restored
        ? Map.of("reattach", pause.reattach(), "thaw", pause.thaw())
        : Map.of(
            "stop", pause.stop(),
            "scan", pause.scan(),
            "clear", pause.clear(),
            "detach", pause.detach(),
            "dump", pause.dump(),
            "reattach", pause.reattach(),
            "thaw", pause.thaw());
  }

  private void record(String name, String outcome, String stage, long nanos)
      throws ReflectiveOperationException {
    String[] tags = {"outcome", outcome, "stage", stage};
    record.invoke(timer.invoke(null, name, tags), nanos, TimeUnit.NANOSECONDS);
  }
}
