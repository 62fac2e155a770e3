// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * A lock that the process, or one below it, holds.
 *
 * <p>The file is that of the descriptor under which the kernel shows the lock: of those that lead
 * to the file, only the ones that share the open file description by which it was taken. The
 * numbers in the line of the lock would not do: on Btrfs and overlayfs they need not be what
 * stat(2) says.
 *
 * @param lock the lock
 * @param path the locked file, as the kernel names it
 * @param device {@code st_dev} of the file
 * @param inode {@code st_ino} of the file
 */
public record HeldLock(FileLock lock, String path, long device, long inode) {

  public HeldLock {
    requireNonNull(lock, "lock is null");
    requireNonNull(path, "path is null");
  }
}
