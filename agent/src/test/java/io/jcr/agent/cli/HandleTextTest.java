// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HandleTextTest {
  /** BAD stands for what drives a terminal. */
  private static final String REPORT =
      """
      {
        "blockers": [{"descriptor": 7, "message": "JCR-210: one BAD; close it\\n  opened by BAD"}],
        "warnings": ["warned of BAD"],
        "handles": [
          {"descriptor": 7, "kind": "file", "target": "/tmp/BAD", "thread": "a BAD",
           "openedBeforeAgent": false, "rule": "BAD:1", "openedAt": "now", "stack": ["f.BAD"]},
          {"descriptor": 8, "kind": "eventfd", "target": "anon_inode:[eventfd]",
           "native": {
             "usedBy": [{"call": "read", "thread": "BAD", "threadId": 9, "code": "x.so+0x1 (BAD)"}],
             "libraries": [{"path": "/opt/BAD.so", "calls": ["BAD"]}], "commands": ["strace"]}}],
        "children": [
          {"processId": 10, "parentId": 9, "command": "sh BAD\\nNATIVE none"},
          {"processId": 11, "parentId": 9, "name": "BAD"}]
      }
      """;

  @Test
  void namesDoNotDriveTheTerminal() {
    String escape = "\\u001b[2J\\u009b2J\\r\\u0007\\u007f";
    String text = print(REPORT.replace("BAD", escape));
    assertThat(text.lines().count()).isEqualTo(print(REPORT).lines().count());
    assertThat(text.replace("\n", "")).matches("\\P{Cntrl}*").doesNotContain("\u009b");
    assertThat(text)
        .contains("BLOCKED JCR-210: one ?[2J?2J???; close it\n  opened by ?[2J?2J???\n")
        .contains("/tmp/?[2J?2J???\n", "sh ?[2J?2J????NATIVE none\n", "x.so+0x1 (?[2J?2J???)\n");
  }

  @Test
  void theJvmItselfIsAGuess() {
    String alone = REPORT.replaceFirst("\\{\"path.*?\\]\\}", "");
    assertThat(print(alone)).contains("but the JDK's and the system's: perhaps the JVM itself");
    String unread = alone.replace("\"commands\"", "\"unreadable\": \"/proc/4/maps\", \"commands\"");
    assertThat(print(unread))
        .contains("is unknown: /proc/4/maps cannot be read")
        .doesNotContain("no library is loaded");
  }

  private static String print(String report) {
    JsonObject object = JsonParser.parseString(report).getAsJsonObject();
    StringWriter text = new StringWriter();
    HandleText.print(object, new PrintWriter(text, true));
    return text.toString();
  }
}
