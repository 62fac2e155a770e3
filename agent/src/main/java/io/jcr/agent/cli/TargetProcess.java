// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.agent.request.ProcessFolder;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.OptionalLong;
import picocli.CommandLine;

/** The process that a verb names, seen from outside. */
record TargetProcess(long processId) {

  /** The one that a word of the command line names. */
  static TargetProcess named(String word, CommandLine commandLine) {
    try {
      return new TargetProcess(Long.parseUnsignedLong(word));
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          commandLine,
          "PID is the number of a java process, not '" + word + "'; jps -l lists them",
          e);
    }
  }

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

  /** What to say of one that has ended: somebody may have restored it already. */
  String fate() {
    boolean absent = read("stat").isEmpty();
    return "process " + processId + (absent ? " is gone" : " has ended");
  }

  private void requireOwnUser() throws JcrException {
    OptionalLong owner = folder().userId();
    OptionalLong own = ProcessFolder.self().userId();
    if (!owner.equals(own)) {
      throw new JcrException(
          Code.OTHER_USER,
          "process "
              + processId
              + " belongs to user id "
              + owner.orElse(-1)
              + ", not to "
              + own.orElse(-1),
          "run this command as that user");
    }
  }

  private String read(String file) {
    return folder().read(file);
  }

  private ProcessFolder folder() {
    return ProcessFolder.of(processId);
  }
}
