// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes a rule of its entries, or notes all that is wrong with them. */
final class RuleBuilder {
  private final Place place;
  private final Problems problems;
  private final Map<String, Located> entries = new LinkedHashMap<>();

  RuleBuilder(Place place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /** Takes one entry; {@code type}, {@code action} and {@code warn} may be in any case. */
  void put(String key, Located value) {
    String lower = key.toLowerCase(Locale.ROOT);
    String word = List.of("type", "action", "warn").contains(lower) ? lower : key;
    if (entries.putIfAbsent(word, value) != null) {
      problems.add(value.place(), word + " is given twice; leave one");
    }
  }

  /** The rule; an action that is left out is {@code error}, as in CRaC. */
  Optional<Rule> build() {
    Optional<Action> action = take("action", Action::parse, Action.ERROR);
    Optional<Boolean> warn = take("warn", Values::flag, true);
    if (!entries.containsKey("type")) {
      problems.add(place, "the rule has no type; write " + RuleType.words());
      return Optional.empty();
    }
    Optional<RuleType> type = take("type", RuleType::parse, null);
    Optional<List<Condition>> conditions = type.flatMap(this::conditions);
    if (action.isEmpty() || warn.isEmpty() || conditions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(type.get(), conditions.get(), action.get(), warn.get(), place.shortName()));
  }

  private <T> Optional<T> take(String key, Function<String, T> parser, T fallback) {
    Located value = entries.remove(key);
    return value == null ? Optional.of(fallback) : parse(value, key, parser);
  }

  private Optional<List<Condition>> conditions(RuleType type) {
    List<Condition> conditions = new ArrayList<>();
    entries.forEach(
        (key, value) ->
            parse(value, key, text -> condition(type, key, text)).ifPresent(conditions::add));
    return conditions.size() == entries.size() ? Optional.of(conditions) : Optional.empty();
  }

  private static Condition condition(RuleType type, String word, String text) {
    RuleKey key =
        RuleKey.ofWord(type, word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is no key of type "
                            + type.word()
                            + "; its keys are "
                            + RuleKey.words(type)));
    return new Condition(key, text);
  }

  private <T> Optional<T> parse(Located value, String key, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(value.text()));
    } catch (IllegalArgumentException e) {
      problems.add(value.place(), key + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
