// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.fail;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine. What is missing skips the test, or fails it in CI. */
final class Requirements {
  private static final boolean NO_SKIP = Boolean.getBoolean("jcr.it.noskip");

  /** Where {@code bin/install-criu} puts one. */
  private static final Path INSTALLED = Path.of("/opt/jcr/criu/sbin/criu");

  private Requirements() {}

  /** Root, and a CRIU that {@code bin/install-criu} found or installed. */
  static void criu() {
    require(new UnixSystem().getUid() == 0, "needs root");
    require(Files.isExecutable(INSTALLED) || onPath("criu"), "needs CRIU");
  }

  /** The program that {@link #criu} has found. */
  static String criuProgram() {
    return Files.isExecutable(INSTALLED) ? INSTALLED.toString() : "criu";
  }

  static void require(boolean condition, String reason) {
    if (!condition && NO_SKIP) {
      fail(reason);
    }
    Assumptions.assumeTrue(condition, reason);
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
