// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Opens packages of the JDK to JCR's own module, and to nobody else. */
final class JdkModules {
  private JdkModules() {}

  /** Lets JCR link to a package of {@code java.base}. Doing it again changes nothing. */
  static void export(Instrumentation instrumentation, String... packages) {
    for (String name : packages) {
      instrumentation.redefineModule(
          Object.class.getModule(), Set.of(), Map.of(name, us()), Map.of(), Set.of(), Map.of());
    }
  }

  /** Lets JCR reflect on the members of a class's package. Doing it again changes nothing. */
  static void open(Instrumentation instrumentation, Class<?> type) {
    Map<String, Set<Module>> opens = Map.of(type.getPackageName(), us());
    instrumentation.redefineModule(type.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
  }

  private static Set<Module> us() {
    return Set.of(JdkModules.class.getModule());
  }
}
