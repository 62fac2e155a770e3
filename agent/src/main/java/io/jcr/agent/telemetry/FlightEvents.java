// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.telemetry;

import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.checkpoint.CheckpointResult;
import io.jcr.runtime.checkpoint.Pause;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Events {@code jcr.checkpoint} and {@code jcr.restore} of the flight recorder. */
final class FlightEvents {
  private FlightEvents() {}

  /** Nothing of the recorder is loaded where nobody uses it, or the runtime image lacks it. */
  static void commit(CheckpointResult result) {
    if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
      Recorder.commit(result);
    }
  }

  /** Apart, so that it is only linked where there is a recorder. */
  private static final class Recorder {
    static void commit(CheckpointResult result) {
      if (!FlightRecorder.isInitialized()) {
        return;
      }
      if (result.outcome() == DumpOutcome.RESTORED) {
        new Restore(result).commit();
      } else {
        new Checkpoint(result).commit();
      }
    }
  }

  @Name("jcr.checkpoint")
  @Label("Checkpoint")
  @Category("JCR")
  @Description("An image was made, and the process went on")
  @StackTrace(false)
  static final class Checkpoint extends Event {
    @Label("Id")
    final String checkpointId;

    @Label("Image")
    final String image;

    @Label("Duration of the Checkpoint")
    @Timespan(Timespan.NANOSECONDS)
    final long took;

    @Label("Stop")
    @Timespan(Timespan.NANOSECONDS)
    final long stop;

    @Label("Scan")
    @Timespan(Timespan.NANOSECONDS)
    final long scan;

    @Label("Clear")
    @Timespan(Timespan.NANOSECONDS)
    final long clear;

    @Label("Detach")
    @Timespan(Timespan.NANOSECONDS)
    final long detach;

    @Label("Dump")
    @Timespan(Timespan.NANOSECONDS)
    final long dump;

    @Label("Reattach")
    @Timespan(Timespan.NANOSECONDS)
    final long reattach;

    @Label("Thaw")
    @Timespan(Timespan.NANOSECONDS)
    final long thaw;

    Checkpoint(CheckpointResult result) {
      Pause pause = result.pause();
      checkpointId = result.id();
      image = result.image().toString();
      took = result.duration().toNanos();
      stop = pause.stop();
      scan = pause.scan();
      clear = pause.clear();
      detach = pause.detach();
      dump = pause.dump();
      reattach = pause.reattach();
      thaw = pause.thaw();
    }
  }

  @Name("jcr.restore")
  @Label("Restore")
  @Category("JCR")
  @Description("The process was made from an image")
  @StackTrace(false)
  static final class Restore extends Event {
    @Label("Id")
    final String checkpointId;

    @Label("Image")
    final String image;

    @Label("Reattach")
    @Timespan(Timespan.NANOSECONDS)
    final long reattach;

    @Label("Thaw")
    @Timespan(Timespan.NANOSECONDS)
    final long thaw;

    Restore(CheckpointResult result) {
      checkpointId = result.id();
      image = result.image().toString();
      reattach = result.pause().reattach();
      thaw = result.pause().thaw();
    }
  }
}
