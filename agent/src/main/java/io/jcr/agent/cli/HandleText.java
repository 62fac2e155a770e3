// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jcr.agent.request.Answer;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The table of handles for people: one line each, blockers first, the stack below its handle; at
 * the end what a user should know.
 */
final class HandleText {
  private static final String ROW = "%-4s %-18s %-8s %-24s %s%n";

  private static final int NO_DESCRIPTOR = -2; // -1 stands in blockers that concern no handle

  private HandleText() {}

  static void print(Answer answer, PrintWriter out) {
    Set<Integer> blocked = new HashSet<>();
    for (JsonElement element : answer.blockers()) {
      JsonObject blocker = element.getAsJsonObject();
      blocked.add(blocker.get("descriptor").getAsInt());
      out.println("BLOCKED " + blocker.get("message").getAsString());
    }
    out.printf(ROW, "FD", "KIND", "ACTION", "OPENED BY", "TARGET");
    rows(answer).stream()
        .sorted(Comparator.comparing(row -> !blocked.contains(descriptor(row))))
        .forEach(row -> print(row, out));
    answer.warnings().forEach(line -> out.println("WARNING " + line.getAsString()));
    if (answer.blockers().isEmpty()) {
      out.println("nothing stands in the way of a checkpoint");
    }
  }

  private static List<JsonObject> rows(Answer answer) {
    return StreamSupport.stream(answer.handles().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static void print(JsonObject row, PrintWriter out) {
    out.printf(
        ROW,
        row.has("descriptor") ? row.get("descriptor").getAsString() : "map",
        row.get("kind").getAsString(),
        text(row, "action"),
        opener(row),
        row.get("target").getAsString());
    if (row.has("rule")) {
      out.println("     rule " + row.get("rule").getAsString());
    }
    if (row.has("nameService")) {
      String daemon = row.get("nameService").getAsString();
      out.println("     left by the C library, which asked the name service " + daemon);
    }
    if (row.has("stack") && !row.getAsJsonArray("stack").isEmpty()) {
      out.println("     opened " + row.get("openedAt").getAsString());
      row.getAsJsonArray("stack").forEach(frame -> out.println("       at " + frame.getAsString()));
    }
  }

  /** A mapped file has none. */
  private static int descriptor(JsonObject row) {
    return row.has("descriptor") ? row.get("descriptor").getAsInt() : NO_DESCRIPTOR;
  }

  private static String opener(JsonObject row) {
    if (!row.has("thread")) {
      return "?";
    }
    return row.get("openedBeforeAgent").getAsBoolean()
        ? "(before the agent)"
        : row.get("thread").getAsString();
  }

  private static String text(JsonObject row, String key) {
    return row.has(key) ? row.get(key).getAsString() : "";
  }
}
