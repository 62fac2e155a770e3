// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that is mounted until the test ends.
 *
 * @param path where it is mounted
 */
record Mount(Path path) implements AutoCloseable {

  /**
   * Mounts one in memory (tmpfs(5)) at a folder that does not exist yet; {@code options} are those
   * of mount(8).
   */
  static Mount memory(Path path, String options) throws IOException, InterruptedException {
    Files.createDirectory(path);
    return mount(path, "-t", "tmpfs", "-o", options, "tmpfs");
  }

  /** Mounts a folder, for reading only, at another one, that does not exist yet. */
  static Mount readOnly(Path folder, Path path) throws IOException, InterruptedException {
    Files.createDirectory(path);
    return mount(path, "--bind", "-o", "ro", folder.toString());
  }

  private static Mount mount(Path path, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    command.add(path.toString());
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
