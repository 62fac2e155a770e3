// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user asked for.
 *
 * @param target the image's folder, absolute
 * @param keepRunning whether the process goes on after the dump; else it is gone
 * @param timeout how long CRIU may take; empty for the configuration's
 */
public record CheckpointRequest(Path target, boolean keepRunning, Optional<Duration> timeout) {

  public CheckpointRequest {
    target = target.toAbsolutePath().normalize();
  }
}
