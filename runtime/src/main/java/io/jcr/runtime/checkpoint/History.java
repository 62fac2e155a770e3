// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.JcrException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The checkpoints and restores of a process, all its lives together. */
public final class History {
  private CheckpointResult lastCheckpoint;
  private CheckpointResult lastRestore;
  private Instant restoreTime;
  private long restoredNanos;
  private int restores;
  private String lastFailure = "";

  History() {}

  synchronized CheckpointResult add(CheckpointResult result) {
    lastCheckpoint = result;
    if (result.outcome() == DumpOutcome.RESTORED) {
      lastRestore = result;
      restoreTime = Instant.now();
      restoredNanos = System.nanoTime();
      restores++;
    }
    return result;
  }

  synchronized void failed(Throwable reason) {
    String what =
        reason instanceof JcrException ? reason.getMessage() : "internal error: " + reason;
    lastFailure = Instant.now() + " " + what;
  }

  /** When and why a checkpoint last was refused or failed; empty where none was. */
  public synchronized String lastFailure() {
    return lastFailure;
  }

  /** The last checkpoint that made an image, in whichever life. */
  public synchronized Optional<CheckpointResult> lastCheckpoint() {
    return Optional.ofNullable(lastCheckpoint);
  }

  /** The checkpoint that this life was made from. */
  public synchronized Optional<CheckpointResult> lastRestore() {
    return Optional.ofNullable(lastRestore);
  }

  /** When this life began, in milliseconds since the epoch; empty for the first one. */
  public synchronized OptionalLong restoreTime() {
    return restoreTime == null ? OptionalLong.empty() : OptionalLong.of(restoreTime.toEpochMilli());
  }

  /** How long ago, in milliseconds, by the monotonic clock; empty for the first life. */
  public synchronized OptionalLong uptimeSinceRestore() {
    return restoreTime == null
        ? OptionalLong.empty()
        : OptionalLong.of((System.nanoTime() - restoredNanos) / 1_000_000);
  }

  /** How many restores led to this life. */
  public synchronized int restoreCount() {
    return restores;
  }
}
