// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code jcr inspect} found as one page that needs nothing beside it. */
final class HtmlPage {
  private static final String STYLE =
      "body{font:14px sans-serif}table{border-collapse:collapse}"
          + "td,th{border:1px solid #ccc;padding:2px 6px;text-align:left;vertical-align:top}"
          + "pre{margin:0;white-space:pre-wrap}.blocked{background:#fdd}";

  private final StringBuilder page = new StringBuilder();

  private HtmlPage() {}

  static String of(String processId, JsonObject report) {
    HtmlPage html = new HtmlPage();
    String title = "JVM " + escape(processId);
    html.page
        .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(title)
        .append("</title><style>" + STYLE + "</style></head><body>\n<h1>")
        .append(title)
        .append("</h1>\n");
    html.lines("Blockers", messages(report, "blockers"));
    html.lines("Warnings", texts(report, "warnings"));
    html.handles(report);
    html.children(HandleText.rows(report, "children"));
    StringWriter origins = new StringWriter();
    OriginText.print(report, new PrintWriter(origins));
    html.lines("Native descriptors", List.of(origins.toString()));
    return html.page.append("</body></html>\n").toString();
  }

  private static List<String> messages(JsonObject report, String key) {
    return HandleText.rows(report, key).stream()
        .map(row -> row.get("message").getAsString())
        .toList();
  }

  private static List<String> texts(JsonObject report, String key) {
    return report.getAsJsonArray(key).asList().stream().map(JsonElement::getAsString).toList();
  }

  private void lines(String title, List<String> texts) {
    page.append("<h2>").append(title).append("</h2>\n");
    if (texts.stream().allMatch(String::isEmpty)) {
      page.append("<p>none</p>\n");
    }
    for (String text : texts) {
      page.append("<pre>").append(escape(text)).append("</pre>\n");
    }
  }

  private void handles(JsonObject report) {
    Set<Integer> blocked = new HashSet<>();
    HandleText.rows(report, "blockers")
        .forEach(row -> blocked.add(row.get("descriptor").getAsInt()));
    head("Handles", "descriptor", "kind", "action", "rule", "opened by", "target");
    for (JsonObject row : HandleText.rows(report, "handles")) {
      boolean blocks = blocked.contains(HandleText.descriptor(row));
      page.append(blocks ? "<tr class=\"blocked\">" : "<tr>");
      cell(HandleText.number(row), "");
      for (String key : List.of("kind", "action", "rule")) {
        cell(HandleText.text(row, key), "");
      }
      cell(HandleText.opener(row, "?"), details(row));
      cell(row.get("target").getAsString(), "");
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void children(List<JsonObject> children) {
    head("Child processes", "process", "parent", "action", "started by", "command");
    for (JsonObject child : children) {
      page.append("<tr>");
      for (String key : List.of("processId", "parentId", "action")) {
        cell(HandleText.text(child, key), "");
      }
      cell(HandleText.opener(child, "?"), details(child));
      cell(HandleText.command(child), "");
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void head(String title, String... columns) {
    page.append("<h2>").append(title).append("</h2>\n<table><tr>");
    for (String column : columns) {
      page.append("<th>").append(column).append("</th>");
    }
    page.append("</tr>\n");
  }

  private void cell(String text, String details) {
    page.append("<td>").append(escape(text));
    if (!details.isEmpty()) {
      page.append("<details><summary>stack</summary><pre>")
          .append(escape(details))
          .append("</pre></details>");
    }
    page.append("</td>");
  }

  private static String details(JsonObject row) {
    StringWriter text = new StringWriter();
    HandleText.nameService(row, new PrintWriter(text));
    HandleText.stack(row, "at", new PrintWriter(text));
    if (row.has("native")) {
      OriginText.users(row.getAsJsonObject("native"), new PrintWriter(text));
    }
    return text.toString();
  }

  /** Names are whatever somebody has called a file or a thread. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
