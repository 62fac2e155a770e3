// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one source; every value has been checked. */
final class Settings {
  private final Map<SettingKey, List<String>> values = new EnumMap<>(SettingKey.class);

  /** Takes a setting, or notes what is wrong with it. */
  void add(SettingKey key, List<String> texts, Place place, Problems problems) {
    for (String text : texts) {
      try {
        key.parse(text);
      } catch (IllegalArgumentException e) {
        problems.add(place, key.word() + ": " + e.getMessage());
        return;
      }
    }
    if (values.putIfAbsent(key, List.copyOf(texts)) != null) {
      problems.add(place, key.word() + " is given twice; leave one");
    }
  }

  /** These settings, and the others' where these have none. */
  Settings or(Settings others) {
    Settings both = new Settings();
    both.values.putAll(others.values);
    both.values.putAll(values);
    return both;
  }

  Optional<String> value(SettingKey key) {
    return Optional.ofNullable(values.get(key)).map(texts -> texts.get(0));
  }

  List<String> list(SettingKey key) {
    return values.getOrDefault(key, List.of());
  }
}
