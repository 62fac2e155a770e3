// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import java.util.Locale;

/**
 * Names one checkpoint in file names and log lines. Time and process id are enough: two checkpoints
 * of one process are never taken in the same nanosecond, and no random source is touched that the
 * application may own.
 */
final class CheckpointId {
  private CheckpointId() {}

  static String next() {
    long mixed = System.nanoTime() * 0x9E3779B97F4A7C15L + ProcessHandle.current().pid();
    return String.format(Locale.ROOT, "%08x", mixed >>> 32);
  }
}
