// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How CRIU is found and run.
 *
 * @param path the program; empty where it is to be searched for
 * @param ghostLimit the size in bytes up to which a deleted file may travel in the image; empty
 *     where it follows the files
 * @param logLevel CRIU's own, 0 (nothing) to 4 (debug), as its option {@code -v}
 * @param timeout how long one dump may take
 */
public record CriuConfig(
    Optional<Path> path, OptionalLong ghostLimit, int logLevel, Duration timeout) {

  /** The greatest ghost limit: the field is a {@code uint32} in CRIU's {@code rpc.proto}. */
  public static final long MAX_GHOST_LIMIT = 0xffff_ffffL;

  public CriuConfig {
    requireNonNull(path, "path is null");
    requireNonNull(ghostLimit, "ghostLimit is null");
    if (logLevel < 0 || logLevel > 4) {
      throw new IllegalArgumentException("logLevel is " + logLevel);
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is " + timeout);
    }
  }

  static CriuConfig defaults() {
    return new CriuConfig(Optional.empty(), OptionalLong.empty(), 2, Duration.ofSeconds(60));
  }
}
