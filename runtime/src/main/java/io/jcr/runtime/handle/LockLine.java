// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.Optional;

/**
 * A line of {@code /proc/locks} (proc_locks(5)), as it also stands in {@code fdinfo}.
 *
 * <p>JCR reads it from {@code fdinfo}, where the kernel itself has found the owner: {@code
 * /proc/locks} gives -1 for the owner of an open file description's lock, and for flock(2) the
 * process that took the lock, which need not be the one that holds it.
 */
final class LockLine {

  private LockLine() {}

  /**
   * The lock of a line such as {@code 1: POSIX ADVISORY WRITE 4711 fe:00:2146497 0 EOF}.
   *
   * @return empty for a lock that is being waited for ({@code ->})
   * @throws ProcFormatException the line is no lock
   */
  static Optional<FileLock> parse(String line, String file) throws ProcFormatException {
    String[] words = Fields.words(line);
    if (words.length > 1 && words[1].equals("->")) {
      return Optional.empty();
    }
    if (words.length < 8) {
      throw new ProcFormatException(file, line);
    }
    // WRITE, or RW of mandatory locks of old; READ and UNLCK (a lease being broken) are not.
    boolean write = words[3].equals("WRITE") || words[3].equals("RW");
    long start = Fields.number(words[6], 10, file, line);
    long length = words[7].equals("EOF") ? 0 : Fields.number(words[7], 10, file, line) - start + 1;
    return Optional.of(new FileLock(FileLock.Type.of(words[1]), write, start, length));
  }
}
