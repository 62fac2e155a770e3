// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

/** How messages name things. A name that others chose may hold a line break: a message must not. */
final class Texts {
  private Texts() {}

  static String oneLine(String text) {
    return text.replace('\n', '?').replace('\r', '?');
  }
}
