// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

/**
 * A CRIU that works here.
 *
 * @param criu the program
 * @param version new enough for the kernel
 */
public record UsableCriu(Criu criu, CriuVersion version) {

  public UsableCriu {
    requireNonNull(criu, "criu is null");
    requireNonNull(version, "version is null");
  }
}
