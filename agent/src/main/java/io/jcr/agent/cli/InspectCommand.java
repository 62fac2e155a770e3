// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.jcr.agent.request.Answer;
import io.jcr.agent.request.Request;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() throws JcrException, IOException {
    TargetProcess process = TargetProcess.named(processId, spec.commandLine());
    Answer answer =
        new Attachment(process, Distribution.current().agentJar())
            .ask(new Request(Request.INSPECT, "", false, Request.TIMEOUT_OF_CONFIGURATION));
    if (answer.ended()) {
      throw new JcrException(
          Code.NO_SUCH_PROCESS, "process " + processId + " ended meanwhile", "jps lists the JVMs");
    }
    if (answer.exitStatus() != 0) {
      Messages.print(spec.commandLine().getErr(), answer.message());
      return answer.exitStatus();
    }
    print(answer, spec.commandLine().getOut());
    return 0;
  }

  private void print(Answer answer, PrintWriter out) {
    if (json) {
      JsonObject object = new JsonObject();
      object.add("blockers", answer.blockers());
      object.add("warnings", answer.warnings());
      object.add("handles", answer.handles());
      out.println(
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(object));
    } else {
      HandleText.print(answer, out);
    }
    out.flush();
  }
}
