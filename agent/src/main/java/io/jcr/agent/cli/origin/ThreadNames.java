// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Java's names of native threads. The kernel keeps 15 bytes (pthread_setname_np(3)), of which
 * HotSpot makes the name's beginning, or, from 22 on, its beginning and its end (os_linux.cpp,
 * {@code os::set_native_thread_name}).
 *
 * @param names of all Java threads
 */
record ThreadNames(List<String> names) {
  private static final int LENGTH = 15;
  private static final int BEGINNING = 7;
  private static final int END = 6;

  /** The Java name, or the native one where it could be several or is none of Java's. */
  String of(String nativeName) {
    List<String> fitting =
        names.stream().filter(name -> fits(name, nativeName)).distinct().toList();
    return fitting.size() == 1 ? fitting.get(0) : nativeName;
  }

  /** Whether a thread of this native name may be one of Java's. */
  boolean isJava(String nativeName) {
    return names.stream().anyMatch(name -> fits(name, nativeName));
  }

  private static boolean fits(String name, String nativeName) {
    String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    if (bytes.length() <= LENGTH) {
      return bytes.strip().equals(nativeName);
    }
    String beginning = bytes.substring(0, LENGTH).strip();
    String both = bytes.substring(0, BEGINNING) + ".." + bytes.substring(bytes.length() - END);
    return nativeName.equals(beginning) || nativeName.equals(both.strip());
  }
}
