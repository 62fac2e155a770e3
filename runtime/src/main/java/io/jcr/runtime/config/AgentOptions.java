// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.List;

/**
 * The text after {@code -javaagent:jcr-agent.jar=}: {@code key=value,key=value}. Values hold no
 * comma; the prefixes of {@code allowed-prefixes} are separated by {@code ;} (as {@code :} and
 * {@code ,} are taken), here and in {@code JCR_ALLOWED_PREFIXES}.
 */
final class AgentOptions {
  private AgentOptions() {}

  static Settings read(String text, Problems problems) {
    Settings settings = new Settings();
    for (String option : text.split(",")) {
      if (!option.isBlank()) {
        readOption(option.strip(), settings, problems);
      }
    }
    return settings;
  }

  private static void readOption(String option, Settings settings, Problems problems) {
    int equals = option.indexOf('=');
    String word = equals < 0 ? option : option.substring(0, equals);
    Place place = new Place("agent option " + word, 0);
    SettingKey.ofWord(word)
        .ifPresentOrElse(
            key -> {
              if (equals < 0) {
                problems.add(place, "no value; write " + word + "=VALUE");
              } else {
                settings.add(key, split(key, option.substring(equals + 1)), place, problems);
              }
            },
            () -> problems.add(place, "unknown; the options are " + SettingKey.words()));
  }

  static List<String> split(SettingKey key, String text) {
    return key.isList() ? List.of(text.split(";", -1)) : List.of(text);
  }
}
