// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

/** What went wrong with CRIU, as far as a user can do something about it. */
public enum CriuFailure {
  /** No program there, or it is not executable. */
  MISSING,
  /** It does not know this kernel. */
  TOO_OLD,
  /** It lacks a capability, or the kernel refuses a system call. */
  PRIVILEGE,
  /** {@code criu check} failed. */
  CHECK,
  /** The keeper, or CRIU itself, could not be started. */
  START,
  /** A stream Unix socket whose other side belongs to another process. */
  EXTERNAL_UNIX_SOCKET,
  /** A debugger or strace holds the process. */
  TRACED,
  /** A deleted file is larger than the limit. */
  GHOST_FILE,
  /** The disk is full. */
  NO_SPACE,
  /** CRIU refused for a reason of its own. */
  DUMP,
  /** It ended without an answer. */
  DIED,
  /** It did not answer in time. */
  TIMED_OUT
}
