// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.boot.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootClassesTest {
  private static final String PACKAGE_INFO = "package-info";

  @Test
  void namesEveryClassOfTheBootModule() throws IOException, URISyntaxException {
    assertThat(BootClasses.NAMES).containsExactlyInAnyOrderElementsOf(classesOfTheModule());
  }

  private static List<String> classesOfTheModule() throws IOException, URISyntaxException {
    URI location = Ledger.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      return classesUnder(path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return classesUnder(jar.getPath("/"));
    }
  }

  private static List<String> classesUnder(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains(PACKAGE_INFO))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }
}
