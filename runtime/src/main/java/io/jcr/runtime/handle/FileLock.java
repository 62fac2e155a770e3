// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * A lock of a file, as {@code fdinfo} tells it.
 *
 * @param type who asks for such a lock, and how
 * @param write whether the lock excludes readers
 * @param start the first byte
 * @param length how many bytes; 0 for all, whatever is written to the file
 */
public record FileLock(Type type, boolean write, long start, long length) {

  /** By the kernel's words ({@code lock_get_status} of fs/locks.c). */
  public enum Type {
    /** Of fcntl(2), held by a process. */
    POSIX,
    /** Of fcntl(2), held by an open file description. */
    OFDLCK,
    /** Of flock(2). */
    FLOCK,
    /** Of {@code F_SETLEASE} of fcntl(2). */
    LEASE,
    /** {@code DELEG}, and whatever comes. */
    OTHER;

    static Type of(String word) {
      return switch (word) {
        case "POSIX" -> POSIX;
        case "OFDLCK" -> OFDLCK;
        case "FLOCK" -> FLOCK;
        case "LEASE" -> LEASE;
        default -> OTHER;
      };
    }
  }

  public FileLock {
    requireNonNull(type, "type is null");
  }

  /**
   * Whether CRIU cannot take it at a restore while somebody has locked the file. It sets a lease
   * again too (its file-lock.c), in whose way are open files, not locks.
   */
  public boolean isLock() {
    return switch (type) {
      case POSIX, OFDLCK, FLOCK -> true;
      case LEASE, OTHER -> false;
    };
  }
}
