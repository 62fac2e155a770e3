// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines that no verb understands: status 64, and nothing is done. */
class BadUsageIT {
  private static final int USAGE = 64;

  /** Each JDK, as the one that runs the command, with each mistake and what must be named. */
  static Stream<Arguments> mistakes() {
    Object[][] mistakes = {
      {"--nope", List.of("--nope")},
      {"no verb", List.of()},
      {"--nope", List.of("demo", "--nope")},
      {"--nope", List.of("doctor", "--nope")},
      {"--nope", List.of("inspect", "--nope", "1")},
      {"--nope", List.of("checkpoint", "1", "--to", "/nowhere/image", "--nope")},
      {"--to", List.of("checkpoint", "1")},
      {"PID", List.of("checkpoint", "--to", "/nowhere/image")},
      {"'one'", List.of("checkpoint", "one", "--to", "/nowhere/image")},
      {"'soon'", List.of("checkpoint", "1", "--to", "/nowhere/image", "--timeout", "soon")},
      {"1 to 86400", List.of("checkpoint", "1", "--to", "/nowhere/image", "--timeout", "0")},
      {"1 to 86400", List.of("checkpoint", "1", "--to", "/nowhere/image", "--timeout", "86401")},
    };
    return Jdk.each()
        .flatMap(
            jdk -> Stream.of(mistakes).map(mistake -> Arguments.of(jdk, mistake[0], mistake[1])));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesTheMistakeAndShowsTheUsage(Jdk jdk, String named, List<String> arguments)
      throws Exception {
    String home = jdk.java().getParent().getParent().toString();
    Result result = Jcr.run(Map.of("JAVA_HOME", home), arguments.toArray()).hasStatus(USAGE);
    List<String> lines = result.error().lines().toList();
    assertThat(lines.get(0)).matches("jcr: JCR-102: .+; .+").contains(named);
    assertThat(lines).filteredOn(line -> line.contains("JCR-")).hasSize(1);
    assertThat(lines.get(1)).startsWith("Usage: jcr");
    assertThat(result.output()).isEmpty();
  }

  @Test
  void namesWhatIsUnknownAndWhatIsNotThereYet() throws Exception {
    Jcr.run("freeze", "1").refuses(USAGE, "JCR-102").says("unknown verb freeze; see jcr --help");
    Jcr.run("run", "/nowhere/image")
        .refuses(USAGE, "JCR-102")
        .says("this version of jcr does not have run yet");
  }

  @Test
  void helpExplainsTheOptionsOfRestoreAndVerify() throws Exception {
    String help = Jcr.run("restore", "--help").hasStatus(0).output();
    assertThat(help).contains("--detach  ", "--criu PATH  ");
    assertThat(Jcr.run("verify", "--help").hasStatus(0).output()).contains("--criu PATH  ");
    assertThat(Jcr.run("--help").hasStatus(0).output()).contains("  verify  ", "fits this host");
    assertThat(Jcr.run("--help").hasStatus(0).output()).doesNotContain("better");
  }

  @Test
  void restoreNamesTheMistake() throws Exception {
    Path image = Path.of("/nowhere/image");
    Jcr.run("restore", "--nope", image)
        .refuses(USAGE, "JCR-102")
        .says("--nope", "usage: jcr restore");
    Jcr.run("restore").refuses(USAGE, "JCR-102").says("folder of an image");
    Jcr.run("restore", image, image).refuses(USAGE, "JCR-102").says("one folder");
    Jcr.run("restore", image, "--criu").refuses(USAGE, "JCR-102").says("--criu");
    for (String planned : List.of("-Dkey=value", "--env=K=V", "--new-pid-namespace")) {
      Jcr.run("restore", planned, image).refuses(USAGE, "JCR-102").says(planned);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void restoreOfTheJarNamesTheMistake(Jdk jdk) throws Exception {
    List<String> command =
        List.of(
            jdk.java().toString(), "-jar", "" + Jcr.AGENT, "restore", "--nope", "/nowhere/image");
    Result.of(command, Map.of()).refuses(USAGE, "JCR-102").says("--nope");
  }
}
