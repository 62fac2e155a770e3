// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A file that somebody writes to. */
record Growth(Path file, long size) {
  private static final Duration BOUND = Duration.ofSeconds(30);

  static Growth of(Path file) throws IOException {
    return new Growth(file, Files.size(file));
  }

  /** Waits until it is longer than it was. */
  void await(App writer) {
    Awaitility.await(file + " to grow")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.size(file) > size || !writer.isAlive());
  }
}
