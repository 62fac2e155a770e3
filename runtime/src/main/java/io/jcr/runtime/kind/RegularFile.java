// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A regular file.
 *
 * @param path the path that the kernel names, without its {@code " (deleted)"}
 * @param size its length in bytes
 * @param inode its inode number
 * @param deleted whether its name is gone
 */
public record RegularFile(String path, long size, long inode, boolean deleted) implements Kind {

  @Override
  public String name() {
    return "file";
  }

  @Override
  public String target() {
    return deleted ? path + " (deleted)" : path;
  }
}
