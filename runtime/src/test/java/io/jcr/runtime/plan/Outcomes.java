// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.config.Config;
import io.jcr.runtime.config.ConfigException;
import io.jcr.runtime.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans tables under configurations, and insists on what comes out. */
final class Outcomes {
  private Outcomes() {}

  /** The configuration of a file. */
  static Config config(String yaml) {
    try {
      Path file = Files.createTempDirectory("jcr").resolve("jcr.yaml");
      Files.writeString(file, yaml);
      try {
        return ConfigReader.read("", Map.of(), Optional.of(file), Map.of());
      } finally {
        Files.delete(file);
        Files.delete(file.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  static Outcome outcome(Config config, Tables tables) {
    return Planner.plan(config, tables.table(), Tables.PLATFORM);
  }

  static Plan plan(Tables tables) {
    return plan(Config.defaults(), tables);
  }

  static Plan plan(Config config, Tables tables) {
    Outcome outcome = outcome(config, tables);
    if (outcome instanceof Plan plan) {
      return plan;
    }
    throw new AssertionError(blockers(config, tables).toString());
  }

  static List<Blocker> blockers(Tables tables) {
    return blockers(Config.defaults(), tables);
  }

  /** All blockers; none where there is a plan. */
  static List<Blocker> blockers(Config config, Tables tables) {
    return outcome(config, tables) instanceof Blocked blocked ? blocked.blockers() : List.of();
  }
}
