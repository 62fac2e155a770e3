// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copying and removing folders. */
final class Folders {
  private Folders() {}

  static void remove(Path folder) throws IOException {
    for (Path path : all(folder, Comparator.reverseOrder())) {
      Files.delete(path);
    }
  }

  /** Copies {@code from} and everything below it to {@code to}, which must not exist. */
  static void copy(Path from, Path to) throws IOException {
    for (Path path : all(from, Comparator.naturalOrder())) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  private static List<Path> all(Path folder, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(order).toList();
    }
  }
}
