// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * A file that is mapped into the process: all its ranges in {@code /proc/PID/maps} together.
 *
 * @param path the file, without the kernel's {@code " (deleted)"}
 * @param deleted whether its name is gone
 * @param shared whether a range is mapped {@code MAP_SHARED}
 * @param bytes the length of all ranges
 * @param inode the file's inode number
 */
public record FileMapping(String path, boolean deleted, boolean shared, long bytes, long inode) {

  public FileMapping {
    requireNonNull(path, "path is null");
  }
}
