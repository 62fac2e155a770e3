// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.Version;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jcr VERB}. */
@Command(
    name = "jcr",
    description = "Checkpoints and restores JVMs.",
    subcommands = {
      DemoCommand.class,
      DoctorCommand.class,
      InspectCommand.class,
      CheckpointCommand.class,
      RestoreCommand.class,
      VerifyCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Cli.VersionProvider.class)
public final class Cli implements Runnable {
  private static final int INTERNAL_ERROR = 1;

  @Spec private CommandSpec spec;

  private Cli() {}

  /** Called by the jar's main class, which has made JCR's own class loader. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Cli())
        .setExecutionExceptionHandler(Cli::explain)
        .setParameterExceptionHandler(Cli::explainUsage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no verb is given");
  }

  private static int explain(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) {
    PrintWriter error = commandLine.getErr();
    if (e instanceof JcrException known) {
      Messages.print(error, known.getMessage());
      return known.code().exitStatus();
    }
    error.println("jcr: internal error: " + e);
    e.printStackTrace(error);
    return INTERNAL_ERROR;
  }

  private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
    PrintWriter error = e.getCommandLine().getErr();
    Optional<String> unknown = Unknown.explain(e);
    if (unknown.isPresent()) {
      Messages.print(error, Code.USAGE + ": " + unknown.get());
    } else {
      Messages.print(error, Code.USAGE + ": " + e.getMessage() + "; use it as follows");
      e.getCommandLine().usage(error);
    }
    return Code.USAGE.exitStatus();
  }

  /** For {@code --version}. */
  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"jcr " + Version.text()};
    }
  }
}
