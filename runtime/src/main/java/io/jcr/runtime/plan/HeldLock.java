// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.FileLock;

/**
 * A lock that CRIU takes again at the restore, and would wait for without end.
 *
 * @param lock of {@code fcntl(2)} or {@code flock(2)}
 * @param path the locked file
 */
public record HeldLock(FileLock lock, String path) {

  public HeldLock {
    requireNonNull(lock, "lock is null");
    requireNonNull(path, "path is null");
  }
}
