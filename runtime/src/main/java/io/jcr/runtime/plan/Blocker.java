// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.Code;
import io.jcr.runtime.handle.Handle;
import java.util.Optional;

/**
 * One reason why no checkpoint can be made.
 *
 * @param code where {@code docs/troubleshooting.md} explains it
 * @param what what it is, in one line
 * @param remedy what to do, in one line
 * @param handle the handle that is the reason; empty where it is the process itself
 */
public record Blocker(Code code, String what, String remedy, Optional<Handle> handle) {

  public Blocker {
    requireNonNull(code, "code is null");
    requireNonNull(what, "what is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(handle, "handle is null");
  }

  static Blocker of(Code code, String what, String remedy) {
    return new Blocker(code, what, remedy, Optional.empty());
  }

  /** A blocker that names the handle before it says what is wrong with it. */
  static Blocker of(Code code, Handle handle, String wrong, String remedy) {
    return new Blocker(code, handle.describe() + " " + wrong, remedy, Optional.of(handle));
  }

  /** {@code JCR-nnn: what; remedy}, and who opened the handle on lines of their own. */
  public String message() {
    String opener =
        handle
            .flatMap(Handle::provenance)
            .map(provenance -> "\n  " + provenance.describe())
            .orElse("");
    return code + ": " + what + "; " + remedy + opener;
  }
}
