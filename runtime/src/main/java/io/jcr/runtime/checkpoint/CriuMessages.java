// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.criu.CriuException;
import io.jcr.criu.CriuFailure;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.List;
import java.util.stream.Collectors;

/** Gives CRIU's failures their codes. */
public final class CriuMessages {
  private CriuMessages() {}

  /** The same, with code, remedy and the quoted lines of CRIU's log. */
  public static JcrException explain(CriuException e) {
    List<String> missing = Capabilities.missing();
    if (e.failure() == CriuFailure.CHECK && !missing.isEmpty()) {
      return new JcrException(
          Code.PRIVILEGE_MISSING,
          e.getMessage() + ", and this user lacks " + String.join(", ", missing),
          "run as root, or grant them to the container (--cap-add) or to CRIU's file (setcap)",
          e);
    }
    String quoted = e.log().stream().map(line -> "\n  " + line).collect(Collectors.joining());
    return new JcrException(code(e), e.getMessage(), e.remedy() + quoted, e);
  }

  private static Code code(CriuException e) {
    return switch (e.failure()) {
      case MISSING -> Code.CRIU_MISSING;
      case TOO_OLD -> Code.CRIU_TOO_OLD;
      case PRIVILEGE -> Code.PRIVILEGE_MISSING;
      case CHECK -> Code.CRIU_CHECK;
      case START -> Code.CRIU_START;
      case EXTERNAL_UNIX_SOCKET -> Code.EXTERNAL_UNIX_SOCKET;
      case TRACED -> Code.TRACER;
      case GHOST_FILE -> Code.GHOST_FILE;
      case NO_SPACE -> Code.NO_SPACE;
      case DUMP -> Code.DUMP_FAILED;
      case DIED -> Code.CRIU_DIED;
      case TIMED_OUT -> Code.TIMED_OUT;
    };
  }
}
