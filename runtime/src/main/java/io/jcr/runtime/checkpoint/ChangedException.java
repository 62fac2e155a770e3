// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.criu.libc.NativeCallException;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.Optional;

/** The descriptors are not what they were a moment ago; to be tried again. */
final class ChangedException extends Exception {
  private static final long serialVersionUID = 1;

  private final NativeCallException call;

  /**
   * Takes how it was noticed.
   *
   * @param call what the kernel refused; empty where two looks differ
   */
  ChangedException(Optional<NativeCallException> call) {
    super("descriptors have changed", call.orElse(null));
    this.call = call.orElse(null);
  }

  /** What is told when it has been tried often enough. */
  JcrException explain() throws NativeCallException {
    if (call != null) {
      throw call;
    }
    return new JcrException(
        Code.TRANSIENT_HANDLE,
        "descriptors are opened and closed faster than they can be looked at",
        "ask for the checkpoint again");
  }
}
