// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A cache of a name service that is mapped as well. sssd's library keeps its descriptor beside the
 * mapping; nscd's clients do not.
 *
 * @param path the path that the kernel names, without its {@code " (deleted)"}
 * @param inode its inode number
 * @param deleted whether its name is gone
 */
public record NameCache(String path, long inode, boolean deleted) implements Kind {

  @Override
  public String name() {
    return "file";
  }

  @Override
  public String target() {
    return deleted ? path + " (deleted)" : path;
  }
}
