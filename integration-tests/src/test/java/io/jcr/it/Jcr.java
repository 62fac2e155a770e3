// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The distribution under test. */
final class Jcr {
  static final Path HOME = Path.of(System.getProperty("jcr.home"));
  static final Path AGENT = HOME.resolve("jcr-agent.jar");
  static final Path COMMAND = HOME.resolve("bin").resolve("jcr");

  private Jcr() {}

  /** Runs {@code jcr ARGUMENTS} to its end. */
  static Result run(Object... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** The same with more environment. */
  static Result run(Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(COMMAND.toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Result.of(command, environment);
  }
}
