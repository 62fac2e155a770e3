// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.Kind;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The tests of paths, of numbers and of descriptions. */
final class RulePatterns {
  private RulePatterns() {}

  static Predicate<Handle> path(String value) {
    Predicate<String> matches = glob(value);
    return handle -> matches.test(Links.of(handle.kind()));
  }

  /** A pattern of {@link java.nio.file.FileSystem#getPathMatcher}, as CRaC takes them. */
  static Predicate<String> glob(String value) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + Values.nonEmpty(value));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is no pattern (" + e.getDescription() + "); write as **/*.log", e);
    }
    return text -> {
      try {
        return matcher.matches(Path.of(text));
      } catch (InvalidPathException e) {
        return false;
      }
    };
  }

  static Predicate<Handle> value(String value) {
    int descriptor = Values.number(value, 0, 999_999_999);
    return handle -> handle.descriptor() == descriptor;
  }

  /** The whole link, or the whole line of the table, must match. */
  static Predicate<Handle> regex(String value) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is no expression (" + e.getDescription() + "); see java.util.regex", e);
    }
    return handle -> descriptions(handle.kind()).anyMatch(text -> pattern.matcher(text).matches());
  }

  private static Stream<String> descriptions(Kind kind) {
    return Stream.of(Links.of(kind), kind.target(), kind.name() + " " + kind.target());
  }
}
