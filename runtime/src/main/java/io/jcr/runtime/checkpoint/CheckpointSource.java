// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.JcrException;

/** Gives one JVM's {@link Checkpoint}, always the same. */
@FunctionalInterface
public interface CheckpointSource {

  /** Makes it ready where nobody has asked before; throws where this JVM can have none. */
  Checkpoint get() throws JcrException;
}
