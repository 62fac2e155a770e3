// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jcr.runtime.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void hasDefaults() throws Exception {
    Config config = read("", Map.of());

    assertThat(config).isEqualTo(Config.defaults());
    assertThat(config.mode()).isEqualTo(Mode.LENIENT);
    assertThat(config.criu().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.criu().logLevel()).isEqualTo(2);
    assertThat(config.criu().ghostLimit()).isEmpty();
    assertThat(config.trackers()).isEqualTo(new Trackers(true, 64));
  }

  @Test
  void readsEveryAgentOption() throws Exception {
    Config config =
        read(
            "mode=strict,criu.path=/opt/criu,criu.timeout=500ms,criu.log-level=4,"
                + "criu.ghost-limit=64M,image.directory=/var/lib/jcr,trackers.stacks=false,"
                + "trackers.stack-depth=8,allowed-prefixes=/opt/data/;socket:;pipe:",
            Map.of());

    assertThat(config.mode()).isEqualTo(Mode.STRICT);
    assertThat(config.criu().path()).contains(Path.of("/opt/criu"));
    assertThat(config.criu().timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.criu().logLevel()).isEqualTo(4);
    assertThat(config.criu().ghostLimit()).hasValue(64 << 20);
    assertThat(config.imageDirectory()).contains(Path.of("/var/lib/jcr"));
    assertThat(config.trackers()).isEqualTo(new Trackers(false, 8));
    assertThat(config.allowedPrefixes()).containsExactly("/opt/data/", "socket:", "pipe:");
  }

  @Test
  void readsEveryVariable() throws Exception {
    Config config =
        read(
            null,
            Map.of(
                "JCR_MODE", "strict",
                "JCR_CRIU_PATH", "/opt/criu",
                "JCR_CRIU_TIMEOUT", "2m",
                "JCR_CRIU_LOG_LEVEL", "0",
                "JCR_CRIU_GHOST_LIMIT", "1G",
                "JCR_IMAGE_DIRECTORY", "/var/lib/jcr",
                "JCR_TRACKERS_STACKS", "false",
                "JCR_TRACKERS_STACK_DEPTH", "8",
                "JCR_ALLOWED_PREFIXES", "/opt/data/;socket:",
                "HOME", "/root"));

    assertThat(config.mode()).isEqualTo(Mode.STRICT);
    assertThat(config.criu().path()).contains(Path.of("/opt/criu"));
    assertThat(config.criu().timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.criu().ghostLimit()).hasValue(1L << 30);
    assertThat(config.allowedPrefixes()).containsExactly("/opt/data/", "socket:");
  }

  @Test
  void optionsGoBeforeVariablesAndThoseBeforeTheFile() throws Exception {
    Path file = write("criu: {timeout: 1s, log-level: 1, options: {ghost-limit: 1M}}");

    Config config =
        read(
            "criu.timeout=3s,config=" + file,
            Map.of("JCR_CRIU_TIMEOUT", "2s", "JCR_CRIU_LOG_LEVEL", "2"));

    assertThat(config.criu().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.criu().logLevel()).isEqualTo(2);
    assertThat(config.criu().ghostLimit()).hasValue(1 << 20);
  }

  @Test
  void theCriuOfTheHostCountsWhereTheConfigurationNamesNone() throws Exception {
    Map<String, String> environment = Map.of("JCR_CRIU", "/host/criu");
    Path relative = Path.of("own/criu");

    assertThat(read("", environment).criu().path()).contains(Path.of("/host/criu"));
    assertThat(read("criu.path=/own/criu", environment).criu().path())
        .contains(Path.of("/own/criu"));
    assertThat(read("criu.path=" + relative, environment).criu().path())
        .contains(relative.toAbsolutePath());
  }

  @Test
  void readsTheFileThatAVariableNames() throws Exception {
    Path file = write("mode: strict");

    assertThat(read("", Map.of("JCR_CONFIG", file.toString())).mode()).isEqualTo(Mode.STRICT);
  }

  @Test
  void readsTheFileBesideTheJarUnlessAnotherIsNamed() throws Exception {
    Path beside = Files.writeString(folder.resolve("beside.yaml"), "mode: strict");
    Path named = write("mode: lenient");

    assertThat(ConfigReader.read("", Map.of(), Optional.of(beside), Map.of()).mode())
        .isEqualTo(Mode.STRICT);
    assertThat(ConfigReader.read("config=" + named, Map.of(), Optional.of(beside), Map.of()).mode())
        .isEqualTo(Mode.LENIENT);
  }

  @Test
  void ignoresVariablesOfOtherPartsAndEmptyOnes() throws Exception {
    assertThat(read("", Map.of("JCR_OS_RELEASE", "/etc/os-release", "JCR_MODE", "")))
        .isEqualTo(Config.defaults());
  }

  @Test
  void namesEveryProblemOfEverySourceSorted() throws Exception {
    Path file = write("mode: relaxed\ncriu:\n  timeout: soon\n");

    ConfigException exception =
        failure(
            "verbose,criu.log-level=9,config=" + file,
            Map.of("JCR_CRIU_PAHT", "strict"),
            Map.of("jdk.crac.resource-policies", folder + "/missing.yaml"));

    assertThat(exception.code()).isEqualTo(Code.BAD_CONFIGURATION);
    assertThat(exception.getMessage())
        .startsWith("JCR-101: the configuration has 6 problems; correct what follows\n  ");
    assertThat(exception.problems())
        .map(problem -> problem.replace(folder.toString(), "DIR").replaceAll(";.*", ""))
        .containsExactly(
            "DIR/jcr.yaml:1: mode: unknown mode 'relaxed'",
            "DIR/jcr.yaml:3: criu.timeout: 'soon' is no time greater than zero",
            "DIR/missing.yaml: there is no such file",
            "agent option criu.log-level: criu.log-level: '9' is out of range",
            "agent option verbose: unknown",
            "variable JCR_CRIU_PAHT: unknown");
    exception.problems().forEach(each -> assertThat(exception.getMessage()).contains(each));
  }

  @Test
  void refusesAnOptionWithoutValueAndOneGivenTwice() {
    assertThat(failure("mode,criu.timeout=1s,criu.timeout=2s", Map.of(), Map.of()).problems())
        .containsExactly(
            "agent option criu.timeout: criu.timeout is given twice; leave one",
            "agent option mode: no value; write mode=VALUE");
  }

  @Test
  void refusesAConfigurationFileThatIsMissing() {
    assertThat(failure("config=/nowhere/jcr.yaml", Map.of(), Map.of()).problems())
        .containsExactly("/nowhere/jcr.yaml: there is no such file; name one that exists");
  }

  @Test
  void policiesComeAfterTheRulesOfTheFile() throws Exception {
    Path file = write("rules:\n  - {type: pipe, action: keep}\n");
    Path policies = Files.writeString(folder.resolve("policies.yaml"), "type: pipe\naction: error");

    Config config =
        ConfigReader.read(
            "config=" + file,
            Map.of(),
            Optional.empty(),
            Map.of("jdk.crac.resource-policies", policies.toString()));

    assertThat(config.rules())
        .extracting(Rule::source)
        .containsExactly("jcr.yaml:2", "policies.yaml:1");
    assertThat(config.rules())
        .extracting(Rule::action)
        .isEqualTo(List.of(Action.KEEP, Action.ERROR));
  }

  @Property(tries = 300)
  void anyOptionsAreReadOrRefusedInWords(@ForAll String text) {
    try {
      ConfigReader.read(text, Map.of(), Optional.empty(), Map.of());
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("jcr.yaml"), yaml);
  }

  private static Config read(String options, Map<String, String> environment)
      throws ConfigException {
    return ConfigReader.read(options, environment, Optional.empty(), Map.of());
  }

  private static ConfigException failure(
      String options, Map<String, String> environment, Map<String, String> properties) {
    return catchThrowableOfType(
        ConfigException.class,
        () -> ConfigReader.read(options, environment, Optional.empty(), properties));
  }
}
