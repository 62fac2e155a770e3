// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * A lock that the process, or one below it, holds.
 *
 * <p>The file is that of the descriptor under which the kernel shows the lock. The number of the
 * inode in the line of the lock would not do: another file system may have the same number, and on
 * Btrfs and overlayfs neither it nor the device need be what stat(2) says.
 *
 * @param lock the lock
 * @param path the locked file, as the kernel names it
 */
public record HeldLock(FileLock lock, String path) {

  public HeldLock {
    requireNonNull(lock, "lock is null");
    requireNonNull(path, "path is null");
  }
}
