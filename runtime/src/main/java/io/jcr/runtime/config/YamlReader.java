// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code jcr.yaml} as a tree of nodes, since only nodes know their lines. */
final class YamlReader {
  /** CRIU's own options stand in a section of the file; agent options leave its name out. */
  private static final String CRIU_OPTIONS = "criu.options";

  private final String file;
  private final Problems problems;
  private final Settings settings = new Settings();
  private final List<Rule> rules = new ArrayList<>();

  private YamlReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What the file says, as far as it is right; the rest is noted. */
  static YamlFile read(Path path, Problems problems) {
    YamlReader reader = new YamlReader(path.toString(), problems);
    TextFile.read(path, problems)
        .flatMap(reader::compose)
        .ifPresent(root -> reader.readSection("", root));
    return new YamlFile(reader.settings, reader.rules);
  }

  private Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      problems.add(place(e.getProblemMark()), e.getProblem() + "; correct the YAML");
    } catch (YamlEngineException e) {
      problems.add(new Place(file, 0), e.getMessage() + "; correct the YAML");
    }
    return Optional.empty();
  }

  /** The entries of a mapping whose keys, with their sections before them, are settings. */
  private void readSection(String prefix, Node node) {
    if (isNull(node)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      String what = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 1);
      problems.add(place(node), what + " is no mapping; write key: value");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String word = prefix + text(entry.getKeyNode()).orElse("?");
      if (!seen.add(word)) {
        problems.add(place(entry.getKeyNode()), word + " is given twice; leave one");
      } else {
        readEntry(word, entry.getKeyNode(), entry.getValueNode());
      }
    }
  }

  private void readEntry(String word, Node key, Node value) {
    Optional<SettingKey> setting = SettingKey.ofWord(inOptions(word));
    if (setting.isPresent() && setting.get() != SettingKey.CONFIG) {
      readSetting(setting.get(), value);
    } else if (word.equals("rules")) {
      readRules(value);
    } else if (isSection(word)) {
      readSection(word + ".", value);
    } else {
      problems.add(place(key), "unknown key " + word + "; the keys are " + keys());
    }
  }

  private static String inOptions(String word) {
    return word.startsWith(CRIU_OPTIONS + ".")
        ? "criu" + word.substring(CRIU_OPTIONS.length())
        : word;
  }

  private static boolean isSection(String word) {
    return word.equals(CRIU_OPTIONS)
        || Arrays.stream(SettingKey.values()).anyMatch(key -> key.word().startsWith(word + "."));
  }

  private static String keys() {
    return SettingKey.words().replace(", config", ", rules");
  }

  private void readSetting(SettingKey key, Node value) {
    if (key.isList() && value instanceof SequenceNode sequence) {
      List<String> texts = new ArrayList<>();
      sequence.getValue().forEach(item -> scalar(key.word(), item).ifPresent(texts::add));
      settings.add(key, texts, place(value), problems);
    } else {
      scalar(key.word(), value)
          .ifPresent(text -> settings.add(key, List.of(text), place(value), problems));
    }
  }

  private void readRules(Node value) {
    if (isNull(value)) {
      return;
    }
    if (!(value instanceof SequenceNode sequence)) {
      problems.add(place(value), "rules is no list; write one rule after each -");
      return;
    }
    sequence.getValue().forEach(this::readRule);
  }

  private void readRule(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(place(node), "the rule is no mapping; write {type: ..., action: ...}");
      return;
    }
    RuleBuilder rule = new RuleBuilder(place(node), problems);
    for (NodeTuple entry : mapping.getValue()) {
      String key = text(entry.getKeyNode()).orElse("?");
      scalar(key, entry.getValueNode())
          .ifPresent(text -> rule.put(key, new Located(text, place(entry.getKeyNode()))));
    }
    rule.build().ifPresent(rules::add);
  }

  private Optional<String> scalar(String word, Node node) {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return Optional.of(scalar.getValue());
    }
    problems.add(place(node), word + " has no single value; write one");
    return Optional.empty();
  }

  private static Optional<String> text(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return new Place(file, mark.map(found -> found.getLine() + 1).orElse(0));
  }
}
