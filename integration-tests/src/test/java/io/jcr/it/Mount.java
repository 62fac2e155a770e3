// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file system in memory (tmpfs(5)), until the test ends.
 *
 * @param path where it is mounted
 */
record Mount(Path path) implements AutoCloseable {

  /** Mounts one at a folder that does not exist yet; {@code options} are those of mount(8). */
  static Mount memory(Path path, String options) throws IOException, InterruptedException {
    Files.createDirectory(path);
    List<String> command = List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
    Result result = Result.of(command, Map.of());
    Requirements.require(result.status() == 0, "needs the right to mount: " + result.error());
    return new Mount(path);
  }

  /** Mounts it with other options. */
  void remount(String options) throws IOException, InterruptedException {
    Result.of(List.of("mount", "-o", "remount," + options, path.toString()), Map.of()).hasStatus(0);
  }

  @Override
  public void close() throws IOException {
    try {
      Result.of(List.of("umount", path.toString()), Map.of()).hasStatus(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before " + path + " was unmounted", e);
    }
  }
}
