// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;

/** A file of {@code /proc} that does not have the shape that proc(5) describes. */
public final class ProcFormatException extends IOException {
  private static final long serialVersionUID = 1;

  ProcFormatException(String file, String line) {
    super("/proc: " + file + " is not as expected: \"" + line + "\"");
  }
}
