// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Function;

/**
 * The agent's entry. It hands over to {@code io.jcr.agent.Entry} in JCR's own loader and keeps
 * nothing but that loader, which a later {@code agentmain} needs to reach the same agent. It uses
 * standard error and {@code java.io} only: logging, NIO's default provider and JMX are the
 * application's to configure in its {@code main}.
 */
public final class Premain {
  /** EX_USAGE of sysexits.h: bad configuration. */
  private static final int USAGE = 64;

  private static volatile AgentLoader loader;

  private Premain() {}

  /** Called by the JVM before {@code main}. Bad configuration ends the JVM with status 64. */
  public static void premain(String options, Instrumentation instrumentation) {
    if (loader == null && !start(options, instrumentation, false)) {
      System.exit(USAGE);
    }
  }

  /** Called by the JVM when somebody attaches: starts the agent, or talks to the one that runs. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    if (loader == null) {
      start(options, instrumentation, true);
    } else {
      command(options);
    }
  }

  /** Returns false for bad configuration alone; any other trouble leaves the application alone. */
  private static boolean start(String options, Instrumentation instrumentation, boolean attached) {
    try {
      File jar = AgentLoader.ownJar();
      loader = new AgentLoader(jar, ClassLoader.getPlatformClassLoader());
      List<?> problems = call(options, instrumentation, jar, attached);
      for (Object problem : problems) {
        System.err.println("[jcr] " + problem);
      }
      if (!problems.isEmpty()) {
        // the next one who attaches starts anew, perhaps with a mended configuration
        loader = null;
      }
      return problems.isEmpty();
    } catch (Throwable e) {
      loader = null;
      report("the agent did not start, checkpoints are not possible", e);
      return true;
    }
  }

  private static void command(String options) {
    try {
      call(options);
    } catch (Throwable e) {
      report("the agent could not carry out a command", e);
    }
  }

  @SuppressWarnings("unchecked") // Entry implements Function<Object[], List<String>>
  private static List<?> call(Object... arguments) throws ReflectiveOperationException {
    Object entry = loader.loadClass("io.jcr.agent.Entry").getDeclaredConstructor().newInstance();
    return ((Function<Object[], List<?>>) entry).apply(arguments);
  }

  private static void report(String what, Throwable e) {
    System.err.println("[jcr] " + what + ": " + e);
  }
}
