// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hands a verb over to the native command, which has it and is faster. */
final class NativeCommand {
  private NativeCommand() {}

  /** Its exit status. */
  static int run(String verb, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Distribution.current().launcher().toString());
    command.add(verb);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    return process.waitFor();
  }

  /** A signal that ends this JVM is for the application, which may take its time. */
  private static void end(Process process) {
    process.destroy();
    process.onExit().join();
  }
}
