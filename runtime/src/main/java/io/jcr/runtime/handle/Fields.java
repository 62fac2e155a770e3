// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.OptionalLong;

/** The words and numbers of a line; numbers without the surprises of {@code Long.parseLong}. */
final class Fields {

  private Fields() {}

  /** The words of a line, whatever blanks are around them. */
  static String[] words(String line) {
    return line.strip().split("\\s+", -1);
  }

  /** A number without sign in base 8, 10 or 16 that fits 64 bits; empty for anything else. */
  static OptionalLong number(String text, int base) {
    if (text.isEmpty() || !isDigits(text, base)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text, base));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  private static boolean isDigits(String text, int base) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || Character.digit(c, base) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The same of a file that must have it. */
  static long number(String text, int base, String file, String line) throws ProcFormatException {
    return number(text, base).orElseThrow(() -> new ProcFormatException(file, line));
  }
}
