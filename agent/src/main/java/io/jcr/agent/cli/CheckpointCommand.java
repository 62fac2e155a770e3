// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.agent.request.Answer;
import io.jcr.agent.request.Request;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jcr checkpoint}: waits until the image is complete. */
@Command(name = "checkpoint", description = "Freezes a JVM into an image.")
final class CheckpointCommand implements Callable<Integer> {
  /** A day. */
  private static final long LONGEST_TIMEOUT = 86_400;

  /** The keeper names the image a moment after the process has died. */
  private static final Duration NAMING = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "the JVM; one without the agent gets it")
  private String processId;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "the image's folder; must not exist")
  private Path target;

  @Option(names = "--keep-running", description = "the JVM goes on afterwards")
  private boolean keepRunning;

  @Option(names = "--dry-run", description = "say what would stand in the way; change nothing")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "seconds that CRIU may take (default: 60, or the configuration's)")
  private Long timeoutSeconds;

  @Override
  public Integer call() throws JcrException, IOException {
    requireSensible();
    Path folder = target.toAbsolutePath().normalize();
    TargetProcess process = TargetProcess.named(processId, spec.commandLine());
    String verb = dryRun ? Request.DRY_RUN : Request.CHECKPOINT;
    long timeout = timeoutSeconds == null ? Request.TIMEOUT_OF_CONFIGURATION : timeoutSeconds;
    Request request = new Request(verb, folder.toString(), keepRunning, timeout);
    long begin = System.nanoTime();
    Answer answer = new Attachment(process, Distribution.current().agentJar()).ask(request);
    PrintWriter error = spec.commandLine().getErr();
    answer.warnings().forEach(line -> Messages.print(error, "warning: " + line.getAsString()));
    if (answer.ended()) {
      awaitImage(folder, process);
      report(folder, begin, process.fate());
      return 0;
    }
    return conclude(answer, folder, begin);
  }

  private void requireSensible() {
    if (timeoutSeconds != null && (timeoutSeconds < 1 || timeoutSeconds > LONGEST_TIMEOUT)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--timeout takes 1 to " + LONGEST_TIMEOUT + " seconds");
    }
  }

  private int conclude(Answer answer, Path folder, long begin) throws IOException {
    if (answer.exitStatus() != 0) {
      Messages.print(spec.commandLine().getErr(), answer.message());
    } else if (dryRun) {
      spec.commandLine().getOut().println("nothing stands in the way of a checkpoint");
    } else {
      report(folder, begin, "process " + processId + " goes on; it stood still: " + answer.pause());
    }
    return answer.exitStatus();
  }

  private void report(Path folder, long begin, String fate) throws IOException {
    long millis = (System.nanoTime() - begin) / 1_000_000;
    spec.commandLine()
        .getOut()
        .printf(
            "image %s, %s, %d ms; %s%n", folder, Sizes.text(Sizes.ofFolder(folder)), millis, fate);
  }

  private static void awaitImage(Path folder, TargetProcess process)
      throws JcrException, IOException {
    long end = System.nanoTime() + NAMING.toNanos();
    while (!Files.exists(folder.resolve("contents"))) {
      if (System.nanoTime() > end) {
        throw unnamed(folder, process);
      }
      Attachment.pause();
    }
  }

  /** The process is gone; an image that did not get its name is all that is left of it. */
  private static JcrException unnamed(Path folder, TargetProcess process) throws IOException {
    String name = "." + folder.getFileName() + ".jcr-*";
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder.getParent(), name)) {
      for (Path candidate : left) {
        if (Files.exists(candidate.resolve("contents"))) {
          return new JcrException(
              Code.TARGET_EXISTS,
              "process "
                  + process.processId()
                  + " is gone, and its image could not be named "
                  + folder,
              "the image is complete: restore " + candidate + ", or rename it");
        }
      }
    }
    return new JcrException(
        Code.CRIU_DIED,
        "process " + process.processId() + " ended, and left no image " + folder,
        "see its standard error");
  }
}
