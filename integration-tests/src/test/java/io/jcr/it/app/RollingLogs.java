// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs of the usual frameworks, which close, rename and begin their file every few hundred lines.
 */
final class RollingLogs {
  private RollingLogs() {}

  static Writers.Sink log4j(Path folder) {
    configure(folder);
    Logger logger = LogManager.getLogger("log4j");
    return logger::info;
  }

  static Writers.Sink logback(Path folder) {
    configure(folder);
    org.slf4j.Logger logger = LoggerFactory.getLogger("logback");
    return logger::info;
  }

  /** Both frameworks look at these when the first logger is asked for. */
  private static void configure(Path folder) {
    System.setProperty("folder", folder.toString());
    System.setProperty("log4j2.configurationFile", "io/jcr/it/app/log4j2.xml");
    System.setProperty("logback.configurationFile", "io/jcr/it/app/logback.xml");
  }
}
