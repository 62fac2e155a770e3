// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import io.jcr.agent.request.ProcessFolder;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** Why the folder of a process cannot be read any more: mostly because the process has ended. */
final class Ending {
  private Ending() {}

  /**
   * Throws where it has not ended.
   *
   * @param e what came of reading its folder
   */
  static void require(ProcessFolder process, Exception e) throws JcrException {
    Throwable reason = e.getCause() == null ? e : e.getCause(); // a DirectoryIteratorException's
    if (!(reason instanceof NoSuchFileException) && !hasEnded(process)) {
      throw new JcrException(
          Code.NO_ANSWER,
          "the process cannot be looked at (" + reason.getMessage() + ")",
          "ask as root, and see the limit of open files (ulimit -n)",
          e);
    }
  }

  /** Permissions are lost with the end too: a zombie's files are root's (fs/proc/base.c). */
  private static boolean hasEnded(ProcessFolder process) {
    String stat = process.read("stat");
    return Files.notExists(process.path())
        || (!stat.isEmpty() && stat.charAt(stat.lastIndexOf(')') + 2) == 'Z');
  }
}
