// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A CRIU that works here.
 *
 * @param criu the program
 * @param version new enough for the kernel
 * @param size the length of the program's file when it told that
 * @param modified when that file was written last
 */
public record UsableCriu(Criu criu, CriuVersion version, long size, Instant modified) {

  public UsableCriu {
    requireNonNull(criu, "criu is null");
    requireNonNull(version, "version is null");
    requireNonNull(modified, "modified is null");
  }
}
