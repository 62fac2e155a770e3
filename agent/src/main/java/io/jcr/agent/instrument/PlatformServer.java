// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import io.jcr.boot.Hooks;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.function.Consumer;

/** The platform's MBean server, without making one that the application has not asked for. */
final class PlatformServer {
  private static final String FACTORY = "java.lang.management.ManagementFactory";

  private PlatformServer() {}

  /** Hands the server over: now where there is one already, else when it is first asked for. */
  static void whenUsed(Instrumentation instrumentation, Consumer<Object> callback)
      throws ReflectiveOperationException {
    Hooks.onPlatformServer(callback);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(FACTORY) && type.getClassLoader() == null) {
        Hooks.platformServer(existing(instrumentation, type));
      }
    }
  }

  private static Object existing(Instrumentation instrumentation, Class<?> factory)
      throws ReflectiveOperationException {
    JdkModules.open(instrumentation, factory);
    Field server = factory.getDeclaredField("platformMBeanServer");
    server.setAccessible(true);
    return server.get(null);
  }
}
