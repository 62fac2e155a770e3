// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import jdk.jfr.Event;
import jdk.jfr.Name;

/** A server on the port that is its argument: {@code /mark?TEXT} leaves an event of its own. */
public final class Recorded {
  private Recorded() {}

  /** What is left. */
  @Name("io.jcr.it.Mark")
  static final class Mark extends Event {
    private final String text;

    Mark(String text) {
      this.text = text;
    }
  }

  public static void main(String[] arguments) throws Exception {
    TextServer.start(Integer.parseInt(arguments[0]), 0, (path, text) -> mark(text));
    System.out.println("READY");
  }

  private static String mark(String text) {
    new Mark(text).commit();
    return text;
  }
}
