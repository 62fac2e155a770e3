// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles the C of {@code src/test/c}. */
final class Compiler {
  private static final Path SOURCES = Path.of("src/test/c");
  private static final List<String> COMMAND = List.of("cc", "-Wall", "-Wextra", "-Werror");

  private Compiler() {}

  /** A program that is called as its source is. */
  static Path program(Path folder, String source) throws IOException, InterruptedException {
    String name = source.replaceFirst("\\.c$", "");
    return compile(Files.createTempDirectory(folder, "program-").resolve(name), List.of(), source);
  }

  static Path library(Path folder, String... sources) throws IOException, InterruptedException {
    Path headers = Jdk.current().home().resolve("include"); // jni.h is the same in all JDKs
    return compile(
        Files.createTempFile(folder, "library-", ".so"),
        List.of("-shared", "-fPIC", "-I" + headers, "-I" + headers.resolve("linux")),
        sources);
  }

  private static Path compile(Path output, List<String> options, String... sources)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(COMMAND);
    command.addAll(options);
    command.addAll(List.of("-o", output.toString()));
    for (String source : sources) {
      command.add(SOURCES.resolve(source).toString());
    }
    Result.of(command, Map.of()).hasStatus(0);
    return output;
  }
}
