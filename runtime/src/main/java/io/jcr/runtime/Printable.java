// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime;

import java.util.stream.Stream;

/**
 * Names as a terminal may get them. Whoever chose one (of a file, a thread, an argument) may have
 * put a line break in it, or what drives the terminal of the user who reads it.
 */
public final class Printable {
  private Printable() {}

  /** On one line: each control character becomes a question mark. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.chars().forEach(c -> line.append(Character.isISOControl(c) ? '?' : (char) c));
    return line.toString();
  }

  /** The lines of a message with details; a carriage return in a name begins none. */
  public static Stream<String> lines(String message) {
    return message.replace('\r', '?').lines().map(Printable::oneLine);
  }
}
