// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings that are one value or a list of words; rules are not among them. */
enum SettingKey {
  MODE("mode", Values::mode),
  CRIU_PATH("criu.path", Values::path),
  CRIU_TIMEOUT("criu.timeout", Values::duration),
  CRIU_LOG_LEVEL("criu.log-level", SettingKey::logLevel),
  CRIU_GHOST_LIMIT("criu.ghost-limit", Values::ghostLimit),
  FREEZE_TIMEOUT("freeze.timeout", Values::duration),
  IMAGE_DIRECTORY("image.directory", Values::path),
  ALLOWED_PREFIXES("allowed-prefixes", Values::nonEmpty),
  TRACKERS_STACKS("trackers.stacks", Values::flag),
  TRACKERS_STACK_DEPTH("trackers.stack-depth", SettingKey::stackDepth),
  /** The file itself; no key of the file. */
  CONFIG("config", Values::path);

  private final String word;
  private final Function<String, ?> parser;

  SettingKey(String word, Function<String, ?> parser) {
    this.word = word;
    this.parser = parser;
  }

  static Optional<SettingKey> ofWord(String word) {
    return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
  }

  static Optional<SettingKey> ofVariable(String variable) {
    return Arrays.stream(values()).filter(key -> key.variable().equals(variable)).findFirst();
  }

  /** Every key, as a message lists them. */
  static String words() {
    return Arrays.stream(values()).map(SettingKey::word).collect(Collectors.joining(", "));
  }

  static int logLevel(String text) {
    return Values.number(text, 0, 4);
  }

  static int stackDepth(String text) {
    return Values.number(text, 1, 1024);
  }

  /** The key as agent options spell it, and as the path through the file. */
  String word() {
    return word;
  }

  /** The environment variable of the same meaning. */
  String variable() {
    return "JCR_" + word.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  boolean isList() {
    return this == ALLOWED_PREFIXES;
  }

  /** The value of a text; throws {@link IllegalArgumentException} where it is none. */
  Object parse(String text) {
    return parser.apply(text);
  }
}
