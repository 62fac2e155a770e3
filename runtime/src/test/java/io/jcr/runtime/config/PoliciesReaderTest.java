// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesReaderTest {
  @TempDir Path folder;

  @Test
  void readsRulesBetweenDashes() throws Exception {
    Problems problems = new Problems();
    List<Rule> rules =
        read(
            """
            # the first
            type: file
            path: /path/to/my/file
            action: close
            ---
            ---
            type: FILE
            path: "**/*.log"
            ACTION: ignore
            warn: false

            ---
            type: socket
            family: ipv4
            localPort: *
            """,
            problems);
    problems.throwIfAny();

    assertThat(rules)
        .containsExactly(
            new Rule(
                RuleType.FILE,
                List.of(new Condition(RuleKey.PATH, "/path/to/my/file")),
                Action.CLOSE,
                true,
                "policies.yaml:2"),
            new Rule(
                RuleType.FILE,
                List.of(new Condition(RuleKey.PATH, "**/*.log")),
                Action.KEEP,
                false,
                "policies.yaml:7"),
            new Rule(
                RuleType.SOCKET,
                List.of(
                    new Condition(RuleKey.FAMILY, "ipv4"), new Condition(RuleKey.LOCAL_PORT, "*")),
                Action.ERROR,
                true,
                "policies.yaml:13"));
  }

  @Test
  void namesEveryProblemWithItsLine() throws Exception {
    Problems problems = new Problems();
    List<Rule> rules =
        read(
            """
            type: file
            path
            action: keep
            ---
            action: keep
            ---
            type: tape
            ---
            type: socket
            localAddress: db.example
            type: socket
            """,
            problems);

    ConfigException exception = catchThrowableOfType(ConfigException.class, problems::throwIfAny);
    assertThat(exception.problems())
        .map(problem -> problem.replace(folder + "/", ""))
        .containsExactly(
            "policies.yaml:2: 'path' is no setting; write key: value",
            "policies.yaml:5: the rule has no type; write file, pipe, socket, filedescriptor",
            "policies.yaml:7: type: unknown type 'tape'; use file, pipe, socket, filedescriptor",
            "policies.yaml:10: localAddress: 'db.example' is no address; write numbers, as"
                + " 10.0.0.5, or *",
            "policies.yaml:11: type is given twice; leave one");
    assertThat(rules).hasSize(1);
  }

  private List<Rule> read(String text, Problems problems) throws IOException {
    Path file = Files.writeString(folder.resolve("policies.yaml"), text);
    return PoliciesReader.read(file.toString(), problems);
  }
}
