// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jcr.runtime.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** For people: where descriptors come from that no Java class has opened. */
final class OriginText {
  private OriginText() {}

  /** The threads that use a handle at this moment. */
  static void users(JsonObject origin, PrintWriter out) {
    for (JsonObject user : HandleText.rows(origin, "usedBy")) {
      String call = HandleText.text(user, "call");
      out.println(
          "     used by " + thread(user) + ", which waits in " + call + code(user, ", in "));
    }
  }

  /** What is the same for all handles of a kind is said once, below the table. */
  static void print(JsonObject report, PrintWriter out) {
    Map<String, List<String>> descriptors = new LinkedHashMap<>();
    Map<String, JsonObject> origins = new LinkedHashMap<>();
    for (JsonObject row : HandleText.rows(report, "handles")) {
      if (row.has("native")) {
        String kind = HandleText.text(row, "kind");
        String descriptor = HandleText.text(row, "descriptor");
        descriptors.computeIfAbsent(kind, key -> new ArrayList<>()).add(descriptor);
        origins.putIfAbsent(kind, row.getAsJsonObject("native"));
      }
    }
    origins.forEach(
        (kind, origin) -> {
          out.println(
              "NATIVE " + kind + " " + some(descriptors.get(kind)) + ": no Java class opened it");
          hint(origin, out);
        });
    if (report.has("watch")) {
      watch(report.getAsJsonObject("watch"), out);
    }
  }

  private static String some(List<String> descriptors) {
    int shown = 10;
    String text = String.join(", ", descriptors.subList(0, Math.min(shown, descriptors.size())));
    int more = descriptors.size() - shown;
    return more > 0 ? text + " and " + more + " more" : text;
  }

  private static void hint(JsonObject origin, PrintWriter out) {
    List<JsonObject> libraries = HandleText.rows(origin, "libraries");
    if (origin.has("unreadable")) {
      String file = HandleText.text(origin, "unreadable");
      out.println("     which libraries are loaded is unknown: " + file + " cannot be read");
    } else if (libraries.isEmpty()) {
      out.println(
          "     no library is loaded but the JDK's and the system's: perhaps the JVM itself opened it,"
              + " or a library that is unloaded by now");
    }
    for (JsonObject library : libraries) {
      StringJoiner calls = new StringJoiner(", ", " (calls ", ")").setEmptyValue("");
      for (JsonElement call : library.getAsJsonArray("calls")) {
        calls.add(Printable.oneLine(call.getAsString()));
      }
      out.println("     perhaps " + HandleText.text(library, "path") + calls);
    }
    for (JsonElement command : origin.getAsJsonArray("commands")) {
      out.println("     to see who opens the next: " + Printable.oneLine(command.getAsString()));
    }
  }

  private static void watch(JsonObject watch, PrintWriter out) {
    List<JsonObject> appeared = HandleText.rows(watch, "appeared");
    out.println(
        "WATCHED, looked "
            + HandleText.text(watch, "looks")
            + " times: "
            + (appeared.isEmpty() ? "no" : String.valueOf(appeared.size()))
            + " descriptors appeared");
    appeared.forEach(row -> appeared(row, out));
    if (watch.get("more").getAsInt() > 0) {
      out.println("     and " + HandleText.text(watch, "more") + " more");
    }
  }

  private static void appeared(JsonObject row, PrintWriter out) {
    out.println(
        "APPEARED "
            + HandleText.text(row, "descriptor")
            + " ("
            + HandleText.text(row, "kind")
            + " "
            + HandleText.text(row, "target")
            + ") after "
            + HandleText.text(row, "afterMillis")
            + " ms"
            + (row.get("stillOpen").getAsBoolean() ? "" : ", closed again"));
    if (row.has("stack")) {
      out.println("     by " + HandleText.text(row, "thread") + ", a Java class:");
      HandleText.stack(row, "opened", out);
      return;
    }
    for (JsonObject thread : HandleText.rows(row, "inNativeCode")) {
      out.println("     " + thread(thread) + " was in native code" + code(thread, ": "));
    }
    if (row.getAsJsonArray("inNativeCode").isEmpty()) {
      out.println("     no thread was seen in native code; these Java threads ran: " + ran(row));
    } else if (!row.getAsJsonArray("ran").isEmpty()) {
      out.println("     these Java threads ran too: " + ran(row));
    }
    hint(row, out);
  }

  private static String ran(JsonObject row) {
    StringJoiner names = new StringJoiner(", ").setEmptyValue("none");
    HandleText.rows(row, "ran").forEach(thread -> names.add(HandleText.text(thread, "thread")));
    return names.toString();
  }

  private static String thread(JsonObject thread) {
    return "thread "
        + HandleText.text(thread, "thread")
        + " ("
        + HandleText.text(thread, "threadId")
        + ")";
  }

  private static String code(JsonObject thread, String before) {
    return thread.has("code") ? before + HandleText.text(thread, "code") : "";
  }
}
