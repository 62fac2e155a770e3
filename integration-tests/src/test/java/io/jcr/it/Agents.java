// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.nio.file.Path;

/** Agents that others make. */
final class Agents {
  static final Path FOLDER = Path.of(System.getProperty("jcr.it.agents"));
  static final Path OPEN_TELEMETRY = FOLDER.resolve("opentelemetry-javaagent.jar");
  static final Path JACOCO = FOLDER.resolve("jacocoagent.jar");

  private Agents() {}
}
