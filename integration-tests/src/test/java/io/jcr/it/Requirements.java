// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.fail;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine. What is missing skips the test, or fails it in CI. */
final class Requirements {
  private static final boolean NO_SKIP = Boolean.getBoolean("jcr.it.noskip");

  /** Where {@code bin/install-criu} puts one. */
  private static final Path INSTALLED = Path.of("/opt/jcr/criu/sbin/criu");

  /** As long as the script itself would wait. */
  private static final int MAKING_SECONDS = 1200;

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

  /** The root file system of {@code name-services.sh}, which makes it where nobody has yet. */
  static Path nameServices() throws IOException, InterruptedException {
    Result result = Result.of(List.of("./name-services.sh"), Map.of(), MAKING_SECONDS);
    require(result.status() == 0, "needs nscd and sssd: " + result.error());
    return Path.of(result.output().strip());
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
