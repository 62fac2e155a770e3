// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Moments in the JDK's life that JCR waits for. The callbacks belong to the agent's loader; types
 * across the boundary are the JDK's own.
 */
public final class Hooks {
  private static final AtomicReference<Consumer<Object>> platformServer = new AtomicReference<>();

  private static volatile Consumer<Object> agentProperties;

  private Hooks() {}

  /**
   * Sets what is called once, with the {@code javax.management.MBeanServer}, when somebody first
   * asks for the platform's MBean server.
   */
  public static void onPlatformServer(Consumer<Object> callback) {
    platformServer.set(callback);
  }

  /**
   * Sets what is called, with a {@code java.util.Properties}, each time that another process which
   * has attached to the JVM asks for the properties of its agents.
   */
  public static void onAgentProperties(Consumer<Object> callback) {
    agentProperties = callback;
  }

  /** Hook: {@code VMSupport.getAgentProperties} is about to return. */
  public static void agentProperties(Object properties) {
    Consumer<Object> callback = agentProperties;
    if (callback == null) {
      return;
    }
    try {
      callback.accept(properties);
    } catch (Throwable e) {
      Ledger.suppress();
    }
  }

  /** Hook: {@code ManagementFactory.getPlatformMBeanServer} is about to return. */
  public static void platformServer(Object server) {
    if (server == null || platformServer.get() == null) {
      return;
    }
    try {
      Consumer<Object> callback = platformServer.getAndSet(null);
      if (callback != null) {
        callback.accept(server);
      }
    } catch (Throwable e) {
      Ledger.suppress();
    }
  }
}
