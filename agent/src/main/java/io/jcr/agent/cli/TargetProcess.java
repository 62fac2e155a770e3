// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that a verb names, seen from outside. */
record TargetProcess(long processId) {

  /** Throws where it is not a JVM of this user's. */
  void requireReachable() throws JcrException {
    if (isGone()) {
      throw new JcrException(
          Code.NO_SUCH_PROCESS, "there is no process " + processId, "jps lists the JVMs");
    }
    requireOwnUser();
    if (!read("maps").contains("/libjvm.so")) {
      throw new JcrException(
          Code.NOT_A_JVM,
          "process " + processId + " (" + read("comm").strip() + ") is no JVM",
          "jps lists the JVMs");
    }
  }

  /** Whether it has ended, reaped or not. */
  boolean isGone() {
    String stat = read("stat");
    return stat.isEmpty() || stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
  }

  private void requireOwnUser() throws JcrException {
    try {
      Object owner = Files.getAttribute(folder(), "unix:uid");
      Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!owner.equals(own)) {
        throw new JcrException(
            Code.OTHER_USER,
            "process " + processId + " belongs to user id " + owner + ", not to " + own,
            "run this command as that user");
      }
    } catch (IOException e) {
      throw new JcrException(
          Code.NO_SUCH_PROCESS, "there is no process " + processId, "jps lists the JVMs", e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder().resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private Path folder() {
    return Path.of("/proc", String.valueOf(processId));
  }
}
