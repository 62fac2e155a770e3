// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code java -jar jcr-agent.jar restore}: hands over to the native command, which is faster. */
@Command(
    name = "restore",
    description = "Becomes the application of an image.",
    customSynopsis = "jcr restore DIR [--detach] [--criu PATH] [--listen OLD=NEW]...",
    footer = {
      "  --detach           print the process id, and end once the process is restored",
      "  --criu PATH        the CRIU to use",
      "  --listen OLD=NEW   listen on port NEW where the image has OLD"
    })
final class RestoreCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return NativeCommand.run("restore", arguments);
  }
}
