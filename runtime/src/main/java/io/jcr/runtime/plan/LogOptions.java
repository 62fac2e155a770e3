// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that the JVM was told to write its own logs to. */
public final class LogOptions {
  /** {@code -Xlog:WHAT:OUTPUT:DECORATORS:OPTIONS}, of which OUTPUT may have quotes. */
  private static final Pattern OPTION =
      Pattern.compile("-Xlog:[^:]*:(?:file=)?(?:\"([^\"]+)\"|([^\":]+))(?::.*)?");

  /** The older form, of which HotSpot makes the newer (arguments.cpp). */
  private static final Pattern OLD_OPTION = Pattern.compile("-Xloggc:(.+)()");

  /** The others begin with what is in {@code NO_FILE} (logConfiguration.cpp). */
  private static final Pattern NO_FILE = Pattern.compile("stdout|stderr|#\\d+");

  /** The JVM puts process id, time and host there (logFileOutput.cpp). */
  private static final Pattern PLACEHOLDER = Pattern.compile("%(?:p|t|hn)");

  private LogOptions() {}

  /**
   * What the paths of such files match.
   *
   * @param arguments the options of the JVM
   * @param workFolder where it was started
   */
  public static List<Pattern> files(List<String> arguments, Path workFolder) {
    return arguments.stream()
        .flatMap(argument -> name(argument).stream())
        .map(name -> pattern(workFolder.resolve(name).normalize().toString()))
        .toList();
  }

  private static Optional<String> name(String argument) {
    for (Pattern form : List.of(OPTION, OLD_OPTION)) {
      Matcher matcher = form.matcher(argument);
      if (matcher.matches()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return NO_FILE.matcher(name).matches() ? Optional.empty() : Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Pattern pattern(String path) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (Matcher matcher = PLACEHOLDER.matcher(path); matcher.find(); end = matcher.end()) {
      pattern.append(Pattern.quote(path.substring(end, matcher.start()))).append("[^/]*");
    }
    return Pattern.compile(pattern.append(Pattern.quote(path.substring(end))).toString());
  }
}
