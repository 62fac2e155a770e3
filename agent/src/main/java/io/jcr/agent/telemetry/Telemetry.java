// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.telemetry;

import io.jcr.agent.instrument.Instruments;
import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.checkpoint.CheckpointResult;
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
    try {
      FlightEvents.commit(result);
      instruments.ifPresent(each -> ApplicationMeters.record(each, result));
    } catch (RuntimeException | LinkageError e) {
      System.err.println("[jcr " + result.id() + "] cannot record this checkpoint: " + e);
    }
    System.err.println("[jcr " + result.id() + "] " + line(result));
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
