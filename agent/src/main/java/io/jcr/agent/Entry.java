// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Function;

/**
 * What {@code Premain} calls, through types that both loaders share. A JDK interface and not
 * reflection on {@link Agent}: from JDK 18 on, the first reflective call of a method with such
 * arguments spends more time on making method handles than everything else here.
 *
 * <p>In: options and {@code Instrumentation}, jar, attached, to start the agent; options alone for
 * a command to the one that runs. Out: the problems of the configuration.
 */
public final class Entry implements Function<Object[], List<String>> {
  @Override
  public List<String> apply(Object[] arguments) {
    String options = (String) arguments[0];
    if (arguments.length > 1) {
      Instrumentation instrumentation = (Instrumentation) arguments[1];
      return Agent.start(options, instrumentation, (File) arguments[2], (boolean) arguments[3]);
    }
    Agent.command(options);
    return List.of();
  }
}
