// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What CRIU writes into its log, in users' words. Each pattern is a message of CRIU's sources
 * (4.2).
 *
 * @param pattern found in an error line
 * @param failure the kind
 * @param what a sentence
 * @param remedy what to do
 */
record KnownError(Pattern pattern, CriuFailure failure, String what, String remedy) {
  /** The more telling first: CRIU often logs the consequence after the cause. */
  private static final List<KnownError> ALL =
      List.of(
          known(
              "No space left on device",
              CriuFailure.NO_SPACE,
              "the disk is full",
              "make room for the image, or choose another folder"),
          known(
              "External socket is used|dump half of stream unix connection",
              CriuFailure.EXTERNAL_UNIX_SOCKET,
              "a stream Unix socket is connected to another process",
              "close it before the checkpoint"),
          known(
              "suspending seccomp failed",
              CriuFailure.PRIVILEGE,
              "the seccomp filter of this container forbids what it does",
              "start the container with --security-opt seccomp=unconfined"),
          known(
              "Can't seize|Unable to seize|ptrace",
              CriuFailure.TRACED,
              "the process cannot be traced",
              "end the debugger or strace that holds it; as an ordinary user, give CRIU"
                  + " CAP_SYS_PTRACE"),
          known(
              "ghost file",
              CriuFailure.GHOST_FILE,
              "a deleted file that is still open is larger than the limit",
              "raise criu.ghost-limit"),
          known(
              "Operation not permitted|Permission denied|CAP_CHECKPOINT_RESTORE",
              CriuFailure.PRIVILEGE,
              "CRIU may not do what it has to",
              "run as root, or give CRIU cap_checkpoint_restore and cap_sys_ptrace"),
          known(
              "vdso",
              CriuFailure.TOO_OLD,
              "CRIU does not know this kernel",
              "install a newer one with bin/install-criu"));

  private static KnownError known(String pattern, CriuFailure failure, String what, String remedy) {
    return new KnownError(
        Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), failure, what, remedy);
  }

  /** The exception for a failed dump whose log holds {@code errors}. */
  static CriuException explain(List<String> errors, String fallback) {
    for (KnownError known : ALL) {
      if (errors.stream().anyMatch(line -> known.pattern.matcher(line).find())) {
        return new CriuException(known.failure, "CRIU failed: " + known.what, known.remedy, errors);
      }
    }
    return new CriuException(CriuFailure.DUMP, fallback, "see the lines of its log below", errors);
  }
}
