// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private static final String COMPLETE =
      """
      mode: strict
      criu: {path: /opt/jcr/criu/sbin/criu, options: {ghost-limit: 64M}, log-level: 2, timeout: 60s}
      image: {directory: /var/lib/jcr/app}
      allowed-prefixes: [/opt/app/data/, "socket:", "pipe:"]
      rules:                     # first match wins
        - {type: file, path: "**/*.log", action: reopen}
        - {type: socket, family: inet, remotePort: 5432, action: close}
        - {type: filedescriptor, regex: ".*perf_event.*", action: close, warn: false}
      trackers: {stacks: true, stack-depth: 64}
      """;

  @TempDir Path folder;

  @Test
  void readsACompleteFile() throws Exception {
    Problems problems = new Problems();
    YamlFile file = YamlReader.read(write(COMPLETE), problems);
    problems.throwIfAny();

    assertThat(file.settings().value(SettingKey.CRIU_PATH)).contains("/opt/jcr/criu/sbin/criu");
    assertThat(file.settings().value(SettingKey.CRIU_GHOST_LIMIT)).contains("64M");
    assertThat(file.settings().list(SettingKey.ALLOWED_PREFIXES))
        .containsExactly("/opt/app/data/", "socket:", "pipe:");
    assertThat(file.rules())
        .containsExactly(
            new Rule(
                RuleType.FILE,
                List.of(new Condition(RuleKey.PATH, "**/*.log")),
                Action.REOPEN,
                true,
                "jcr.yaml:6"),
            new Rule(
                RuleType.SOCKET,
                List.of(
                    new Condition(RuleKey.FAMILY, "inet"),
                    new Condition(RuleKey.REMOTE_PORT, "5432")),
                Action.CLOSE,
                true,
                "jcr.yaml:7"),
            new Rule(
                RuleType.FILEDESCRIPTOR,
                List.of(new Condition(RuleKey.REGEX, ".*perf_event.*")),
                Action.CLOSE,
                false,
                "jcr.yaml:8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "rules:\n", "criu:\ntrackers:\n", "rules: []", "{}"})
  void readsFilesThatSayNothing(String yaml) throws Exception {
    assertThat(problems(yaml)).isEmpty();
  }

  @Test
  void namesEveryProblemWithItsLine() throws Exception {
    assertThat(
            problems(
                """
                mode: lenient
                mode: strict
                crui: {path: /criu}
                criu:
                  options:
                    tcp-close: true
                  log-level: [1]
                image: /var/lib
                rules:
                  - {type: file, path: "[", action: keep}
                  - {action: keep}
                  - {type: socket, localPort: 99999, famly: unix, action: drop, warn: maybe}
                  - file
                """))
        .map(problem -> problem.replaceAll("( \\(|;).*", ""))
        .containsExactly(
            "jcr.yaml:2: mode is given twice",
            "jcr.yaml:3: unknown key crui",
            "jcr.yaml:6: unknown key criu.options.tcp-close",
            "jcr.yaml:7: criu.log-level has no single value",
            "jcr.yaml:8: image is no mapping",
            "jcr.yaml:10: path: '[' is no pattern",
            "jcr.yaml:11: the rule has no type",
            "jcr.yaml:12: action: unknown action 'drop'",
            "jcr.yaml:12: famly: is no key of type socket",
            "jcr.yaml:12: localPort: '99999' is out of range",
            "jcr.yaml:12: warn: 'maybe' is neither",
            "jcr.yaml:13: the rule is no mapping");
  }

  @Test
  void everyProblemSaysWhatToDo() throws Exception {
    assertThat(problems("mode: x\nrule: 1\ncriu: {timeout: 5}\nimage: {directory: }\n"))
        .hasSize(4)
        .allSatisfy(problem -> assertThat(problem).matches("jcr.yaml:\\d+: .+; .+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode: [strict", "\tmode: strict", "a: b: c", "mode: *x", "--- a\n--- b"})
  void namesTheLineWhereYamlIsBroken(String yaml) throws Exception {
    assertThat(problems("# first\n" + yaml))
        .hasSize(1)
        .first()
        .asString()
        .matches("(?s)jcr.yaml:[23]: .*; correct the YAML");
  }

  @Test
  void survivesNodesThatHoldThemselves() throws Exception {
    assertThat(problems("criu: &c {path: /criu, options: *c}\nrules: &r [*r]\n")).isNotEmpty();
  }

  @Test
  void refusesAFileThatIsNotInUtf8() throws Exception {
    Path file =
        Files.write(folder.resolve("jcr.yaml"), "# \u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems(file)).containsExactly("jcr.yaml: is not in UTF-8; store it so");
  }

  @Test
  void refusesAFolder() throws Exception {
    assertThat(problems(folder)).hasSize(1).first().asString().contains("cannot be read");
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedInWords(@ForAll("texts") String text) throws Exception {
    Path file = Files.createTempFile("jcr", ".yaml");
    try {
      Files.writeString(file, text);
      YamlReader.read(file, new Problems());
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "mode", "criu", "rules", "type", ": ", "- ", "\n", "  ", "{", "}", "[", "]", ",", "&a",
            "*a", "<<", "'", "\"", "file", "path", "!!int", "|", "#", "---", "?", "0", "~")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  private List<String> problems(String yaml) throws IOException {
    return problems(write(yaml));
  }

  private List<String> problems(Path file) {
    Problems problems = new Problems();
    YamlReader.read(file, problems);
    ConfigException exception = catchThrowableOfType(ConfigException.class, problems::throwIfAny);
    return exception == null
        ? List.of()
        : exception.problems().stream().map(each -> each.replace(folder + "/", "")).toList();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("jcr.yaml"), yaml);
  }
}
