// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Puts the boot module's classes where JDK classes can see them. No jar on the boot path is needed
 * for that, so class-data sharing stays as it is.
 */
final class BootClasses {
  /** All of them; a class comes after the ones that it extends or implements. */
  static final List<String> NAMES =
      List.of(
          "io.jcr.boot.Opening",
          "io.jcr.boot.Openings",
          "io.jcr.boot.Guard",
          "io.jcr.boot.Ledger",
          "io.jcr.boot.OpenFiles",
          "io.jcr.boot.Mappings",
          "io.jcr.boot.LookUp",
          "io.jcr.boot.LookUps",
          "io.jcr.boot.Hooks");

  private BootClasses() {}

  /**
   * Defines what is not there yet, and makes sure that this is what everybody sees.
   *
   * @param loader finds the class files as resources under {@code boot/}
   */
  static void define(JdkBridge jdk, ClassLoader loader) throws IOException, ClassNotFoundException {
    for (String name : NAMES) {
      Class<?> type = inBootLoader(name);
      if (type == null) {
        type = jdk.defineInBootLoader().apply(name, classFile(loader, name));
      }
      if (Class.forName(name, false, loader) != type || type.getClassLoader() != null) {
        throw new IllegalStateException(name + " must be in the boot loader and nowhere else");
      }
    }
  }

  private static Class<?> inBootLoader(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static byte[] classFile(ClassLoader loader, String name) throws IOException {
    String path = "boot/" + name.replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing in the agent's jar");
      }
      return in.readAllBytes();
    }
  }
}
