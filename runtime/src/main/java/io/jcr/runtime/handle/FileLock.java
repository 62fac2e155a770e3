// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * One line of {@code /proc/locks} that belongs to the process.
 *
 * @param type {@code FLOCK}, {@code POSIX}, {@code OFDLCK} or {@code LEASE}
 * @param write whether the lock excludes readers
 * @param inode the locked file's inode number
 */
public record FileLock(String type, boolean write, long inode) {

  public FileLock {
    requireNonNull(type, "type is null");
  }
}
