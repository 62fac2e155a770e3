// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import io.jcr.it.app.Hello;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad configuration: the JVM does not start, and says all that is wrong, with file and line. */
class BadConfigurationIT {
  private static final int USAGE = 64;

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void prepare() {
    file = folder.resolve("jcr.yaml");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesEveryMistakeOfTheFile(Jdk jdk) throws Exception {
    Files.writeString(
        file,
        String.join(
            "\n",
            "mode: strickt",
            "criu: {log-level: 9, timeout: 60}",
            "colour: red",
            "rules:",
            "  - {type: file, path: \"/x\", action: drop}",
            "  - {type: socket, remotePort: http}",
            ""));
    assertThat(refused(jdk, "=config=" + file))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "[jcr] JCR-101: the configuration has 6 problems; correct what follows"),
            line -> assertThat(line).startsWith("  " + file + ":1: ").contains("strickt", "; "),
            line -> assertThat(line).startsWith("  " + file + ":2: ").contains("9", "; "),
            line -> assertThat(line).startsWith("  " + file + ":2: ").contains("60", "; "),
            line -> assertThat(line).startsWith("  " + file + ":3: ").contains("colour", "; "),
            line -> assertThat(line).startsWith("  " + file + ":5: ").contains("drop", "; "),
            line -> assertThat(line).startsWith("  " + file + ":6: ").contains("http", "; "));
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesTheLineThatIsNoYaml(Jdk jdk) throws Exception {
    Files.writeString(file, "mode: lenient\nrules: [\n");
    List<String> lines = refused(jdk, "=config=" + file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("  " + file + ":").contains("; ");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesAFileThatIsMissing(Jdk jdk) throws Exception {
    List<String> lines = refused(jdk, "=config=" + file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains(file.toString(), "; ");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesEveryUnknownAgentOptionTogetherWithTheFile(Jdk jdk) throws Exception {
    Files.writeString(file, "mode: strickt\n");
    assertThat(refused(jdk, "=colour=red,criu.timeout=60,verbose,config=" + file))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("  agent option colour: ") && line.contains("; "))
        .anyMatch(line -> line.startsWith("  agent option verbose: ") && line.contains("; "))
        .anyMatch(line -> line.startsWith("  agent option criu.timeout: ") && line.contains("; "))
        .anyMatch(line -> line.startsWith("  " + file + ":1: "));
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesAVariableThatIsWrong(Jdk jdk) throws Exception {
    assertThat(refused(jdk, "", Map.of("JCR_MODE", "strickt")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("  variable JCR_MODE: ") && line.contains("strickt"));
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void leavesAJvmAloneThatGetsTheAgentLater(Jdk jdk) throws Exception {
    Requirements.criu();
    int port = Http.freePort();
    List<String> command =
        List.of(
            "env",
            "JCR_MODE=strickt",
            jdk.java().toString(),
            "-XX:+EnableDynamicAgentLoading",
            "-cp",
            App.CLASSES,
            CountingServer.class.getName(),
            "" + port);
    Path image = folder.resolve("image");
    try (App app = App.start(folder, command).awaitOutput("READY")) {
      for (int i = 1; i <= 2; i++) {
        Jcr.run("checkpoint", app.processId(), "--to", image)
            .hasStatus(USAGE)
            .says("jcr: JCR-101: ", "variable JCR_MODE: ", "strickt");
        assertThat(Http.getOnce(port, "/")).isEqualTo("" + i);
      }
    }
    Images.assertNone(image);
  }

  private static List<String> refused(Jdk jdk, String options) throws Exception {
    return refused(jdk, options, Map.of());
  }

  /** What a JVM says that does not start. */
  private static List<String> refused(Jdk jdk, String options, Map<String, String> environment)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.add("-javaagent:" + Jcr.AGENT + options);
    command.addAll(List.of("-cp", App.CLASSES, Hello.class.getName()));
    Result result = Result.of(command, environment).hasStatus(USAGE);
    assertThat(result.output()).isEmpty();
    assertThat(result.error()).startsWith("[jcr] JCR-101: ");
    return result.error().lines().toList();
  }
}
