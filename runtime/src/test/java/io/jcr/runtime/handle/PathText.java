// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as text. A JVM in the C locale decodes what is not ASCII to U+FFFD, but keeps the
 * bytes, and shows them in the URI; JCR takes every name for UTF-8.
 */
final class PathText {

  private PathText() {}

  static String of(Path path) {
    String text = path.toString();
    return text.indexOf('\uFFFD') < 0 || !path.isAbsolute()
        ? text
        : unescape(path.toUri().getRawPath());
  }

  private static String unescape(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    int index = 0;
    while (index < escaped.length()) {
      if (escaped.charAt(index) == '%') {
        bytes.write(Integer.parseInt(escaped, index + 1, index + 3, 16));
        index += 3;
      } else {
        bytes.write(escaped.charAt(index));
        index++;
      }
    }
    String name = bytes.toString(StandardCharsets.UTF_8);
    // The URI of a folder ends in a slash.
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
