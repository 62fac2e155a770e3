// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single values; what is wrong with one is the message of the exception thrown. */
final class Values {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Values() {}

  /**
   * A size in bytes: {@code 4096}, {@code 512K}, {@code 64M}, {@code 1G}, units of 1024. One that
   * no long holds is the greatest long.
   */
  static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size; write bytes, or as 64M");
    }
    int shift =
        switch (matcher.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    long amount = Long.parseLong(matcher.group(1));
    return amount > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : amount << shift;
  }

  static long ghostLimit(String text) {
    long size = size(text);
    if (size > CriuConfig.MAX_GHOST_LIMIT) {
      throw new IllegalArgumentException(
          "'" + text + "' is more than CRIU takes; write less than 4G");
    }
    return size;
  }

  /** A time greater than zero: {@code 500ms}, {@code 60s}, {@code 2m}, {@code 1h}. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time greater than zero; write as 60s, 500ms or 2m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("'" + text + "' is neither; write true or false");
    };
  }

  static int number(String text, int from, int to) {
    if (!NUMBER.matcher(text).matches()
        || Integer.parseInt(text) < from
        || Integer.parseInt(text) > to) {
      throw new IllegalArgumentException(
          "'" + text + "' is out of range; write a number from " + from + " to " + to);
    }
    return Integer.parseInt(text);
  }

  static Path path(String text) {
    try {
      return Path.of(nonEmpty(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path (" + e.getReason() + "); write one", e);
    }
  }

  /** A path that stays the same wherever it is used; relative to the working directory. */
  static Path absolutePath(String text) {
    return path(text).toAbsolutePath();
  }

  static Mode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "lenient" -> Mode.LENIENT;
      case "strict" -> Mode.STRICT;
      default ->
          throw new IllegalArgumentException(
              "unknown mode '" + text + "'; write lenient or strict");
    };
  }

  static String nonEmpty(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the value is empty; write one, or leave the key out");
    }
    return text;
  }
}
