// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.premain;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/**
 * The entry of {@code java -jar jcr-agent.jar VERB}. The commands live in JCR's own loader too;
 * here its parent is the system loader, where {@code jdk.attach} is.
 */
public final class Main {
  private Main() {}

  /** Runs {@code io.jcr.agent.cli.Cli.main}. */
  public static void main(String[] arguments) throws Throwable {
    File jar = AgentLoader.ownJar();
    System.setProperty("jcr.agent.jar", jar.getPath());
    ClassLoader loader = new AgentLoader(jar, ClassLoader.getSystemClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass("io.jcr.agent.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
