// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.runtime.Printable;
import java.io.PrintWriter;

/** The form of messages on standard error. */
final class Messages {
  private Messages() {}

  /** Each message gets the command's name in front; the indented lines below it are its details. */
  static void print(PrintWriter error, String messages) {
    Printable.lines(messages)
        .forEach(line -> error.println(line.startsWith(" ") ? line : "jcr: " + line));
    error.flush();
  }
}
