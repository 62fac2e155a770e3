// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Has a registry of Micrometer, and a recording of the flight recorder. When a file {@code go} is
 * in the folder that the argument names, prints what of JCR's is in both, and ends.
 */
public final class Observed {
  private Observed() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Metrics.addRegistry(new SimpleMeterRegistry());
    try (Recording recording = new Recording()) {
      recording.start();
      System.out.println("READY");
      while (!Files.exists(folder.resolve("go"))) {
        Thread.sleep(20);
      }
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        String name = event.getEventType().getName();
        if (name.startsWith("jcr.")) {
          System.out.println("event " + name + " " + event.getString("checkpointId"));
        }
      }
    }
    for (Meter meter : Metrics.globalRegistry.getMeters()) {
      System.out.println("meter " + meter.getId() + " " + meter.measure());
    }
    System.out.println("DONE");
  }
}
