// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.List;

/** What {@code jcr.yaml} says. */
record YamlFile(Settings settings, List<Rule> rules) {

  static YamlFile empty() {
    return new YamlFile(new Settings(), List.of());
  }
}
