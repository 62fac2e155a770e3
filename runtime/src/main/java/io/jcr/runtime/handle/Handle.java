// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.Printable;
import io.jcr.runtime.kind.Kind;
import java.util.Optional;

/**
 * One open file descriptor of the process.
 *
 * @param descriptor its number
 * @param kind what the kernel says it is
 * @param flags the open file description's flags as in {@code fdinfo} ({@code O_*} of fcntl.h)
 * @param offset the position in bytes, {@code pos} in {@code fdinfo}
 * @param provenance who opened it, where an instrumented class did
 */
public record Handle(
    int descriptor, Kind kind, int flags, long offset, Optional<Provenance> provenance) {

  /** The bits of the access mode; read-only is 0 (fcntl.h). */
  private static final int O_ACCMODE = 3;

  public Handle {
    if (descriptor < 0) {
      throw new IllegalArgumentException("negative descriptor " + descriptor);
    }
    requireNonNull(kind, "kind is null");
    requireNonNull(provenance, "provenance is null");
  }

  /** Whether it is open for reading alone. */
  public boolean isReadOnly() {
    return (flags & O_ACCMODE) == 0;
  }

  /** {@code descriptor 7 (file /tmp/x)}, on one line whatever the file's name. */
  public String describe() {
    return Printable.oneLine(
        "descriptor " + descriptor + " (" + kind.name() + " " + kind.target() + ")");
  }
}
