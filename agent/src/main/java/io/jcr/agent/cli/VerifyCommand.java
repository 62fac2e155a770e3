// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code java -jar jcr-agent.jar verify}: the checks are those of the restore, in the launcher. */
@Command(
    name = "verify",
    description = "Tells whether an image fits this host.",
    customSynopsis = "jcr verify DIR [--criu PATH] [--listen OLD=NEW]...",
    footer = {
      "  --criu PATH        the CRIU that a restore would use",
      "  --listen OLD=NEW   a restore would listen on port NEW where the image has OLD"
    })
final class VerifyCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return NativeCommand.run("verify", arguments);
  }
}
