// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Has children: a server, a process that has one of its own that has ended and that it never
 * collects, and one with a log. Arguments: the port, the server's port, and the log. {@code
 * /log?TEXT} sends a line to the one with the log, and gives what it says; {@code /ended} gives
 * what the second one says when it is told a word.
 */
public final class Parent {
  private static Process logger;
  private static Process collector;

  private Parent() {}

  public static void main(String[] arguments) throws Exception {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes =
        Path.of(Parent.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    Process server =
        new ProcessBuilder(
                java, "-Xmx32m", "-cp", classes, CountingServer.class.getName(), arguments[1])
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requireLine(server, "READY");
    // exec: what sh has started has now a parent that knows nothing of it
    collector = new ProcessBuilder("sh", "-c", "true & exec cat").start();
    logger =
        new ProcessBuilder("sh", "-c", "while read line; do echo $line; echo $line >&2; done")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(arguments[2])))
            .start();
    TextServer.start(Integer.parseInt(arguments[0]), 0, Parent::answer);
    System.out.println("READY");
  }

  private static String answer(String path, String text) throws IOException {
    return path.equals("/log")
        ? tell(logger, logger.errorReader(StandardCharsets.US_ASCII), text)
        : tell(collector, collector.inputReader(StandardCharsets.US_ASCII), "" + text);
  }

  private static String tell(Process child, BufferedReader answers, String text)
      throws IOException {
    OutputStream in = child.getOutputStream();
    in.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
    return answers.readLine();
  }

  private static void requireLine(Process child, String line) throws IOException {
    String got = child.inputReader(StandardCharsets.US_ASCII).readLine();
    if (!line.equals(got)) {
      throw new IOException(got);
    }
  }
}
