// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CRaC's policies file: {@code key: value} on each line, {@code ---} between rules, {@code #}
 * before comments. Quotes around a value, which the same file needs to be YAML, are taken off.
 */
final class PoliciesReader {
  /** The system property that names the file, in CRaC's documents. */
  static final String PROPERTY = "jdk.crac.resource-policies";

  private final String file;
  private final Problems problems;
  private final List<Rule> rules = new ArrayList<>();

  private PoliciesReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The file's rules, as far as they are right; the rest is noted. */
  static List<Rule> read(String path, Problems problems) {
    PoliciesReader reader = new PoliciesReader(path, problems);
    try {
      TextFile.read(Values.path(path), problems).ifPresent(reader::readText);
    } catch (IllegalArgumentException e) {
      problems.add(new Place("property " + PROPERTY, 0), e.getMessage());
    }
    return reader.rules;
  }

  private void readText(String text) {
    int number = 0;
    RuleBuilder rule = null;
    for (String line : text.lines().map(String::strip).toList()) {
      Place place = new Place(file, ++number);
      if (line.equals("---")) {
        finish(rule);
        rule = null;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        rule = rule == null ? new RuleBuilder(place, problems) : rule;
        readLine(line, place, rule);
      }
    }
    finish(rule);
  }

  private void readLine(String line, Place place, RuleBuilder rule) {
    int colon = line.indexOf(": ");
    if (colon < 0) {
      problems.add(place, "'" + line + "' is no setting; write key: value");
    } else {
      rule.put(
          line.substring(0, colon).strip(),
          new Located(unquoted(line.substring(colon + 2).strip()), place));
    }
  }

  private void finish(RuleBuilder rule) {
    if (rule != null) {
      rule.build().ifPresent(rules::add);
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
