// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * One line of {@code /proc/locks} that belongs to the process.
 *
 * @param type {@code FLOCK}, {@code POSIX}, {@code OFDLCK} or {@code LEASE}
 * @param write whether the lock excludes readers
 * @param inode the locked file's inode number
 * @param start the first byte
 * @param length how many bytes; 0 for all, whatever is written to the file
 */
public record FileLock(String type, boolean write, long inode, long start, long length) {

  public FileLock {
    requireNonNull(type, "type is null");
  }
}
