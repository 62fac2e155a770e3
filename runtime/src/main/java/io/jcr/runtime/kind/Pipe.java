// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * One end of a pipe or FIFO.
 *
 * @param inode the pipe's inode number, shared by both ends
 * @param path the FIFO's path, empty for a pipe without a name
 * @param insideProcess whether both ends are among the descriptors of the process and of those
 *     below it; that no other process holds one too is not checked
 * @param packets whether it keeps message boundaries ({@code O_DIRECT}, pipe(2))
 */
public record Pipe(long inode, String path, boolean insideProcess, boolean packets)
    implements Kind {

  @Override
  public String name() {
    return path.isEmpty() ? "pipe" : "fifo";
  }

  @Override
  public String target() {
    return path.isEmpty() ? "pipe:[" + inode + "]" : path;
  }
}
