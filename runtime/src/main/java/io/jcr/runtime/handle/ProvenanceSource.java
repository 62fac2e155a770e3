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
}
