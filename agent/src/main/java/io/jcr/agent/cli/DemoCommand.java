// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.agent.cli.demo.Demo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jcr demo}: the whole story on a real application. */
@Command(name = "demo", description = "Checkpoints and restores a Tomcat, and times it.")
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Distribution distribution = Distribution.current();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Demo demo =
        new Demo(
            java,
            distribution.agentJar(),
            distribution.launcher(),
            distribution.installCriu(),
            spec.commandLine().getOut());
    try {
      demo.run();
      return 0;
    } catch (IOException e) {
      Messages.print(spec.commandLine().getErr(), "the demo cannot go on: " + e.getMessage());
      return 1;
    }
  }
}
