// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.telemetry;

import io.jcr.agent.instrument.Instruments;
import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.checkpoint.CheckpointResult;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells of each checkpoint. Nothing here may fail the checkpoint, which has been made. */
public final class Telemetry implements Consumer<CheckpointResult> {
  private final Optional<Instruments> instruments;

  /** Tells the application that these instruments are for; only in the log where there are none. */
  public Telemetry(Optional<Instruments> instruments) {
    this.instruments = instruments;
  }

  @Override
  public void accept(CheckpointResult result) {
    guard(result, "the flight recorder", () -> FlightEvents.commit(result));
    if (instruments.isPresent()) {
      for (Class<?> metrics : instruments.get().loaded(ApplicationMeters.METRICS)) {
        guard(result, metrics.getName(), () -> ApplicationMeters.record(metrics, result));
      }
    }
    tell(result, line(result));
  }

  /** What may throw anything. */
  private interface Sink {
    void record() throws ReflectiveOperationException;
  }

  private static void guard(CheckpointResult result, String name, Sink sink) {
    try {
      sink.record();
    } catch (InvocationTargetException e) {
      tell(result, name + " does not take this checkpoint: " + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      tell(result, name + " does not take this checkpoint: " + e);
    }
  }

  private static void tell(CheckpointResult result, String text) {
    System.err.println("[jcr " + result.id() + "] " + text);
  }

  static String line(CheckpointResult result) {
    return result.outcome() == DumpOutcome.RESTORED
        ? "restored from " + result.image() + ", which was made at " + result.started()
        : "image "
            + result.image()
            + ", "
            + result.duration().toMillis()
            + " ms; the process goes on; it stood still: "
            + result.pause();
  }
}
