// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.Handle;

/** How messages name things. A name that others chose may hold a line break: a message must not. */
final class Texts {
  private Texts() {}

  /** {@code descriptor 7 (file /tmp/x)}. */
  static String name(Handle handle) {
    return oneLine(
        "descriptor "
            + handle.descriptor()
            + " ("
            + handle.kind().name()
            + " "
            + handle.kind().target()
            + ")");
  }

  static String oneLine(String text) {
    return text.replace('\n', '?').replace('\r', '?');
  }
}
