// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.Map;
import java.util.Set;

/** The variables {@code JCR_*}: {@code JCR_CRIU_TIMEOUT} is {@code criu.timeout}. */
final class EnvironmentVariables {
  /** The program that {@code bin/install-criu} and the command honour too. */
  private static final String CRIU = "JCR_CRIU";

  /** Variables of other parts of JCR: the file that {@code bin/install-criu} reads for the host. */
  private static final Set<String> OTHERS = Set.of(CRIU, "JCR_OS_RELEASE", "JCR_DEBIAN_MIRROR");

  private EnvironmentVariables() {}

  static Settings read(Map<String, String> environment, Problems problems) {
    Settings settings = new Settings();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("JCR_") && !OTHERS.contains(name) && !value.isEmpty()) {
            readVariable(name, value, settings, problems);
          }
        });
    return settings;
  }

  /** {@code JCR_CRIU}: the program to take where nothing else names one. */
  static Settings criu(Map<String, String> environment, Problems problems) {
    Settings settings = new Settings();
    String value = environment.getOrDefault(CRIU, "");
    if (!value.isEmpty()) {
      settings.add(
          SettingKey.CRIU_PATH,
          AgentOptions.split(SettingKey.CRIU_PATH, value),
          new Place("variable " + CRIU, 0),
          problems);
    }
    return settings;
  }

  private static void readVariable(
      String name, String value, Settings settings, Problems problems) {
    Place place = new Place("variable " + name, 0);
    SettingKey.ofVariable(name)
        .ifPresentOrElse(
            key -> settings.add(key, AgentOptions.split(key, value), place, problems),
            () -> refuseMisspelt(name, place, problems));
  }

  /** Other programs have variables of this prefix too, {@code JCR_HOME} of Jackrabbit for one. */
  private static void refuseMisspelt(String name, Place place, Problems problems) {
    if (name.startsWith(CRIU + "_") || name.startsWith("JCR_TRACKERS_")) {
      problems.add(place, "unknown; unset it, or use one of these: " + variables());
    }
  }

  private static String variables() {
    StringBuilder names = new StringBuilder(CRIU);
    for (SettingKey key : SettingKey.values()) {
      names.append(", ").append(key.variable());
    }
    return names.toString();
  }
}
