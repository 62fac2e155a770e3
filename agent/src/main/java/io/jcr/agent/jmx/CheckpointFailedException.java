// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.jmx;

import java.io.Serial;

/**
 * A checkpoint was refused or failed. It reaches clients that do not have this class only as far as
 * its superclass and message: see {@link #writeReplace}.
 */
public final class CheckpointFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  CheckpointFailedException(String message) {
    super(message);
  }

  /** A client's class path has no JCR; a plain exception with the same message it can read. */
  @Serial
  private Object writeReplace() {
    return new IllegalStateException(getMessage());
  }
}
