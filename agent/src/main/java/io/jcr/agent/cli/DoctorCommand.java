// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import io.jcr.agent.request.LauncherProgram;
import io.jcr.criu.CriuLocator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jcr doctor}: can this host checkpoint and restore, and if not, what to do. */
@Command(name = "doctor", description = "Is this host ready to checkpoint and to restore?")
final class DoctorCommand implements Callable<Integer> {
  private static final int NOT_READY = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    HostExamination examination = new HostExamination(new CriuLocator(LauncherProgram.keeper()));
    List<Finding> findings = examination.findings();
    boolean ready = findings.stream().noneMatch(Finding::isProblem);
    print(findings, ready, spec.commandLine().getOut());
    return ready ? 0 : NOT_READY;
  }

  private void print(List<Finding> findings, boolean ready, PrintWriter out) {
    if (json) {
      JsonArray array = new JsonArray();
      findings.forEach(finding -> array.add(finding.toJson()));
      out.println(
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(array));
    } else {
      findings.forEach(finding -> out.println(finding.toText()));
      out.println(ready ? "this host is ready" : "this host is not ready");
    }
    out.flush();
  }
}
