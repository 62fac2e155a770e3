// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that can be configured.
 *
 * @param mode what happens to handles that nothing here names
 * @param criu how CRIU is found and run
 * @param freezeTimeout for how long the JVM's threads may be stopped before the dump begins
 * @param imageDirectory where checkpoints go that name no directory of their own
 * @param allowedPrefixes what is left to CRIU without a word: beginnings of the links in {@code
 *     /proc/PID/fd}, such as {@code /opt/data/}, {@code socket:} or {@code pipe:}
 * @param rules the first that matches a handle decides
 * @param trackers what is remembered of the openers of handles
 */
public record Config(
    Mode mode,
    CriuConfig criu,
    Duration freezeTimeout,
    Optional<Path> imageDirectory,
    List<String> allowedPrefixes,
    List<Rule> rules,
    Trackers trackers) {

  public Config {
    requireNonNull(mode, "mode is null");
    requireNonNull(criu, "criu is null");
    requireNonNull(freezeTimeout, "freezeTimeout is null");
    requireNonNull(imageDirectory, "imageDirectory is null");
    allowedPrefixes = List.copyOf(allowedPrefixes);
    rules = List.copyOf(rules);
    requireNonNull(trackers, "trackers is null");
  }

  /** What holds where nothing is configured. */
  public static Config defaults() {
    return new Config(
        Mode.LENIENT,
        CriuConfig.defaults(),
        Duration.ofSeconds(5),
        Optional.empty(),
        List.of(),
        List.of(),
        Trackers.defaults());
  }
}
