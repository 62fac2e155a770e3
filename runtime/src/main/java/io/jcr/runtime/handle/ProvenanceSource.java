// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.Kind;
import java.util.Optional;

/** Tells who opened a handle. */
@FunctionalInterface
public interface ProvenanceSource {

  /**
   * Who opened the descriptor that is now of this kind.
   *
   * @return empty where no instrumented class did
   */
  Optional<Provenance> of(int descriptor, Kind kind);

  /**
   * Which look-up of the name service mapped a file.
   *
   * @param inode the file's inode number
   * @return empty where no look-up is known to have
   */
  default Optional<Provenance> ofMapping(long inode) {
    return Optional.empty();
  }
}
