// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import java.nio.file.Path;

/** Where JCR's own files are. */
record Distribution(Path agentJar) {

  /** The one that this command was started from; the jar's main class says where it is. */
  static Distribution current() {
    return new Distribution(Path.of(System.getProperty("jcr.agent.jar")).toAbsolutePath());
  }

  /** The native command. */
  Path launcher() {
    return agentJar.resolveSibling("bin").resolve("jcr");
  }

  /** The script that finds or installs CRIU. */
  Path installCriu() {
    return agentJar.resolveSibling("bin").resolve("install-criu");
  }
}
