// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.jcr.agent.cli.origin.NativeWatch;
import io.jcr.agent.cli.origin.Origins;
import io.jcr.agent.cli.origin.Watched;
import io.jcr.agent.request.Answer;
import io.jcr.agent.request.Request;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jcr inspect}: every handle of a JVM, who opened it, and what a checkpoint would do. */
@Command(name = "inspect", description = "Shows the handles of a JVM, blockers first.")
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "the JVM; one without the agent gets it")
  private String processId;

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "writes one page for browsers instead of the table")
  private Path html;

  @Option(
      names = "--native-watch",
      paramLabel = "S",
      description = "looks for S seconds for what appears, and for the threads in native code")
  private Long watchSeconds;

  @Override
  public Integer call() throws JcrException, IOException {
    TargetProcess process = TargetProcess.named(processId, spec.commandLine());
    requireSeconds();
    Answer answer = ask(process);
    Optional<Watched> watched = Optional.empty();
    if (answer.exitStatus() == 0 && watchSeconds != null) {
      watched = Optional.of(watch(new Origins(process.processId(), answer)));
      answer = again(process, answer);
    }
    if (answer.exitStatus() != 0) {
      Messages.print(spec.commandLine().getErr(), answer.message());
      return answer.exitStatus();
    }
    // ten thousand lines, of which the command's own writer would flush each
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
    print(report(process, answer, watched), out);
    return 0;
  }

  private void requireSeconds() {
    if (watchSeconds != null && watchSeconds <= 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--native-watch takes a number of seconds greater than zero");
    }
  }

  private Answer ask(TargetProcess process) throws JcrException, IOException {
    Answer answer =
        new Attachment(process, Distribution.current().agentJar())
            .ask(new Request(Request.INSPECT, "", false, Request.TIMEOUT_OF_CONFIGURATION));
    if (answer.ended()) {
      throw new JcrException(
          Code.NO_SUCH_PROCESS, "process " + processId + " ended meanwhile", "jps lists the JVMs");
    }
    return answer;
  }

  /** Of a process that has ended meanwhile there is what was seen until then. */
  private Answer again(TargetProcess process, Answer before) throws JcrException, IOException {
    try {
      return ask(process);
    } catch (JcrException e) {
      if (e.code() != Code.NO_SUCH_PROCESS) {
        throw e;
      }
      Messages.print(spec.commandLine().getErr(), e.getMessage());
      return before;
    }
  }

  private Watched watch(Origins origins) throws JcrException, IOException {
    try {
      return new NativeWatch(origins).watch(Duration.ofSeconds(watchSeconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JcrException(Code.NO_ANSWER, "interrupted", "ask again", e);
    }
  }

  private static JsonObject report(TargetProcess process, Answer answer, Optional<Watched> watched)
      throws JcrException, IOException {
    new Origins(process.processId(), answer).addTo(answer.handles());
    JsonObject report = new JsonObject();
    report.add("blockers", answer.blockers());
    report.add("warnings", answer.warnings());
    report.add("handles", answer.handles());
    report.add("children", answer.children());
    watched.ifPresent(seen -> report.add("watch", seen.toJson(answer.handles())));
    return report;
  }

  private void print(JsonObject report, PrintWriter out) throws JcrException {
    if (html != null) {
      write(HtmlPage.of(processId, report));
    }
    if (json) {
      out.println(
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report));
    } else if (html == null) {
      HandleText.print(report, out);
    }
    out.flush();
  }

  private void write(String page) throws JcrException {
    try {
      Files.writeString(html, page);
    } catch (IOException e) {
      throw new JcrException(
          Code.USAGE, "--html: " + html + " cannot be written (" + e + ")", "name another file", e);
    }
  }
}
