// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the configuration. Agent options go before {@code JCR_*} variables, those before the file,
 * that before the defaults; {@code JCR_CRIU} names the program only where none of these does. Rules
 * come from the file, and after them from CRaC's policies file.
 */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads the configuration.
   *
   * @param agentOptions the text after {@code -javaagent:jcr-agent.jar=}, {@code
   *     key=value,key=value}; null or empty for none
   * @param environment the process's environment
   * @param defaultFile {@code jcr.yaml} beside the jar, if it exists; read where no option and no
   *     variable names another
   * @param systemProperties the JVM's, for {@code jdk.crac.resource-policies}
   * @throws ConfigException with every problem of every source
   */
  public static Config read(
      String agentOptions,
      Map<String, String> environment,
      Optional<Path> defaultFile,
      Map<String, String> systemProperties)
      throws ConfigException {
    Problems problems = new Problems();
    Settings given =
        AgentOptions.read(agentOptions == null ? "" : agentOptions, problems)
            .or(EnvironmentVariables.read(environment, problems));
    Optional<Path> file = given.value(SettingKey.CONFIG).map(Values::path).or(() -> defaultFile);
    YamlFile yaml = file.map(path -> YamlReader.read(path, problems)).orElseGet(YamlFile::empty);
    List<Rule> rules = new ArrayList<>(yaml.rules());
    Optional.ofNullable(systemProperties.get(PoliciesReader.PROPERTY))
        .ifPresent(path -> rules.addAll(PoliciesReader.read(path, problems)));
    Settings settings =
        given.or(yaml.settings()).or(EnvironmentVariables.criu(environment, problems));
    problems.throwIfAny();
    return assemble(settings, rules);
  }

  private static Config assemble(Settings settings, List<Rule> rules) {
    Config defaults = Config.defaults();
    return new Config(
        settings.value(SettingKey.MODE).map(Values::mode).orElse(defaults.mode()),
        criu(settings, defaults.criu()),
        settings
            .value(SettingKey.FREEZE_TIMEOUT)
            .map(Values::duration)
            .orElse(defaults.freezeTimeout()),
        settings.value(SettingKey.IMAGE_DIRECTORY).map(Values::path),
        settings.list(SettingKey.ALLOWED_PREFIXES),
        rules,
        trackers(settings, defaults.trackers()));
  }

  private static CriuConfig criu(Settings settings, CriuConfig defaults) {
    Optional<Long> ghostLimit = settings.value(SettingKey.CRIU_GHOST_LIMIT).map(Values::ghostLimit);
    Optional<Integer> logLevel =
        settings.value(SettingKey.CRIU_LOG_LEVEL).map(SettingKey::logLevel);
    Optional<Duration> timeout = settings.value(SettingKey.CRIU_TIMEOUT).map(Values::duration);
    return new CriuConfig(
        settings.value(SettingKey.CRIU_PATH).map(Values::absolutePath),
        ghostLimit.map(OptionalLong::of).orElseGet(OptionalLong::empty),
        logLevel.orElse(defaults.logLevel()),
        timeout.orElse(defaults.timeout()));
  }

  private static Trackers trackers(Settings settings, Trackers defaults) {
    Optional<Boolean> stacks = settings.value(SettingKey.TRACKERS_STACKS).map(Values::flag);
    Optional<Integer> depth =
        settings.value(SettingKey.TRACKERS_STACK_DEPTH).map(SettingKey::stackDepth);
    return new Trackers(stacks.orElse(defaults.stacks()), depth.orElse(defaults.stackDepth()));
  }
}
