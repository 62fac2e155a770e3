// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Images on disk, and what is left of failed ones. */
final class Images {
  private Images() {}

  /** Fails where there is an image of that name, or anything half-made beside it. */
  static void assertNone(Path image) throws IOException {
    assertThat(image).doesNotExist();
    assertNothingHalfMade(image);
  }

  /** Fails where a folder under a temporary name is left. */
  static void assertNothingHalfMade(Path image) throws IOException {
    if (!Files.isDirectory(image.getParent())) {
      return;
    }
    try (Stream<Path> siblings = Files.list(image.getParent())) {
      assertThat(siblings)
          .noneMatch(path -> path.getFileName().toString().startsWith(temporaryName(image)));
    }
  }

  /** How the temporary name of an image begins. */
  static String temporaryName(Path image) {
    return "." + image.getFileName() + ".jcr-";
  }

  /** Makes an image of the same files: links, so that it costs nothing. */
  static Path link(Path image, Path copy) throws IOException {
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(image)) {
      for (Path file : files.toList()) {
        Files.createLink(copy.resolve(file.getFileName()), file);
      }
    }
    return copy;
  }

  /** Gives a linked image a file of its own, that can be changed. */
  static Path own(Path image, String name) throws IOException {
    Path file = image.resolve(name);
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    return Files.write(file, content);
  }

  /** Changes {@code restore.plan} of a linked image. Both texts must be equally long. */
  static void edit(Path image, String text, String replacement) throws IOException {
    Path plan = own(image, "restore.plan");
    String old = Files.readString(plan);
    assertThat(old).contains(text);
    assertThat(replacement).hasSameSizeAs(text);
    Files.writeString(plan, old.replaceFirst(text, replacement));
  }

  /** The id of the process in the image. */
  static long processId(Path image) throws IOException {
    return firstOf(image, "id");
  }

  /** The first number after a key of {@code restore.plan}. */
  static long firstOf(Path image, String key) throws IOException {
    try (Stream<String> lines = Files.lines(image.resolve("restore.plan"))) {
      return lines
          .filter(line -> line.startsWith(key + " "))
          .map(line -> Long.parseLong(line.split(" ", -1)[1]))
          .findFirst()
          .orElseThrow();
    }
  }
}
