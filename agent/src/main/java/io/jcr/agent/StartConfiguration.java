// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent;

import io.jcr.runtime.config.Config;
import io.jcr.runtime.config.ConfigException;
import io.jcr.runtime.config.ConfigReader;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The configuration at the agent's start. Where nothing is configured the reader is not loaded: it
 * would cost the application more of its start than all the hooks.
 */
final class StartConfiguration {
  private static final String VARIABLES = "JCR_";
  private static final String POLICIES = "jdk.crac.resource-policies";

  private StartConfiguration() {}

  /**
   * Reads it from the agent's options, the environment, {@code jcr.yaml} beside the jar and the
   * system properties.
   */
  static Config read(String options, File jar) throws ConfigException {
    File besideJar = new File(jar.getAbsoluteFile().getParentFile(), "jcr.yaml");
    if (hasNone(options) && !hasVariables() && !besideJar.exists()) {
      return Config.defaults();
    }
    Optional<Path> file = besideJar.exists() ? Optional.of(besideJar.toPath()) : Optional.empty();
    return ConfigReader.read(options, System.getenv(), file, systemProperties());
  }

  private static boolean hasNone(String options) {
    return (options == null || options.isEmpty()) && System.getProperty(POLICIES) == null;
  }

  private static boolean hasVariables() {
    for (String name : System.getenv().keySet()) {
      if (name.startsWith(VARIABLES)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> texts = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name));
    }
    return texts;
  }
}
