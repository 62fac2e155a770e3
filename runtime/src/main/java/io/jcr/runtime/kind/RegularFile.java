// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import java.time.Instant;

/**
 * A regular file.
 *
 * @param path the path that the kernel names, without its {@code " (deleted)"}
 * @param size its length in bytes
 * @param device of the file system that it is on, {@code st_dev} of stat(2)
 * @param inode its inode number
 * @param deleted whether its name is gone
 * @param modified when it was written last
 */
public record RegularFile(
    String path, long size, long device, long inode, boolean deleted, Instant modified)
    implements Kind {

  /** A file whose file system and time of change do not matter. */
  public RegularFile(String path, long size, long inode, boolean deleted) {
    this(path, size, 0, inode, deleted, Instant.EPOCH);
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public String target() {
    return deleted ? path + " (deleted)" : path;
  }
}
