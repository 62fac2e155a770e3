// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jcr.runtime.Printable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The table of handles for people: one line each, blockers first, the stack below its handle; then
 * the processes below the JVM, and at the end what a user should know.
 */
final class HandleText {
  private static final int[] ROW = {4, 18, 8, 24};
  private static final int[] CHILD = {8, 8, 8, 24};

  private static final int NO_DESCRIPTOR = -2; // -1 stands in blockers that concern no handle

  private HandleText() {}

  static void print(JsonObject report, PrintWriter out) {
    Set<Integer> blocked = new HashSet<>();
    for (JsonObject blocker : rows(report, "blockers")) {
      blocked.add(blocker.get("descriptor").getAsInt());
      print("BLOCKED " + blocker.get("message").getAsString(), out);
    }
    line(out, ROW, "FD", "KIND", "ACTION", "OPENED BY", "TARGET");
    rows(report, "handles").stream()
        .sorted(Comparator.comparing(row -> !blocked.contains(descriptor(row))))
        .forEach(row -> handle(row, out));
    OriginText.print(report, out);
    children(rows(report, "children"), out);
    report.getAsJsonArray("warnings").forEach(line -> print("WARNING " + line.getAsString(), out));
    if (report.getAsJsonArray("blockers").isEmpty()) {
      out.println("nothing stands in the way of a checkpoint");
    }
  }

  /** The last cell has no width. Ten thousand formats would take a tenth of the command's time. */
  private static void line(PrintWriter out, int[] widths, String... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells[i]).append(" ".repeat(Math.max(0, widths[i] - cells[i].length()) + 1));
    }
    out.println(line.append(cells[widths.length]));
  }

  static List<JsonObject> rows(JsonObject object, String key) {
    return StreamSupport.stream(object.getAsJsonArray(key).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static void handle(JsonObject row, PrintWriter out) {
    line(
        out,
        ROW,
        number(row),
        text(row, "kind"),
        text(row, "action"),
        opener(row, "?"),
        text(row, "target"));
    if (row.has("rule")) {
      out.println("     rule " + text(row, "rule"));
    }
    nameService(row, out);
    stack(row, "opened", out);
    if (row.has("native")) {
      OriginText.users(row.getAsJsonObject("native"), out);
    }
  }

  /** A mapped file has none. */
  static String number(JsonObject row) {
    return row.has("descriptor") ? row.get("descriptor").getAsString() : "map";
  }

  static void nameService(JsonObject row, PrintWriter out) {
    if (row.has("nameService")) {
      String daemon = text(row, "nameService");
      out.println("     left by the C library, which asked the name service " + daemon);
    }
  }

  static void stack(JsonObject row, String what, PrintWriter out) {
    if (row.has("stack") && !row.getAsJsonArray("stack").isEmpty()) {
      out.println("     " + what + " " + text(row, "openedAt"));
      row.getAsJsonArray("stack")
          .forEach(frame -> out.println("       at " + Printable.oneLine(frame.getAsString())));
    }
  }

  /** A mapped file has none. */
  static int descriptor(JsonObject row) {
    return row.has("descriptor") ? row.get("descriptor").getAsInt() : NO_DESCRIPTOR;
  }

  private static void children(List<JsonObject> children, PrintWriter out) {
    if (children.isEmpty()) {
      return;
    }
    line(out, CHILD, "CHILD", "PARENT", "ACTION", "STARTED BY", "COMMAND");
    for (JsonObject child : children) {
      line(
          out,
          CHILD,
          text(child, "processId"),
          text(child, "parentId"),
          text(child, "action"),
          opener(child, "?"),
          command(child));
      stack(child, "started", out);
    }
  }

  /** A zombie has no arguments any more. */
  static String command(JsonObject child) {
    String command = text(child, "command");
    return command.isEmpty() ? "(" + text(child, "name") + ")" : command;
  }

  static String opener(JsonObject row, String unknown) {
    if (!row.has("thread")) {
      return unknown;
    }
    return row.get("openedBeforeAgent").getAsBoolean() ? "(before the agent)" : text(row, "thread");
  }

  /** A message may have details on lines of their own. */
  private static void print(String message, PrintWriter out) {
    Printable.lines(message).forEach(out::println);
  }

  static String text(JsonObject row, String key) {
    return row.has(key) ? Printable.oneLine(row.get(key).getAsString()) : "";
  }
}
