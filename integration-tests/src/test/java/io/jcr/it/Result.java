// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a command ended, and what it said. */
record Result(int status, String output, String error) {
  private static final int BOUND_SECONDS = 120;

  static Result of(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return of(command, environment, BOUND_SECONDS);
  }

  /** The same for a command that may need longer, or must not. */
  static Result of(List<String> command, Map<String, String> environment, int boundSeconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("jcr-it-", ".out");
    Path error = Files.createTempFile("jcr-it-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .redirectError(error.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(boundSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " did not end: " + Files.readString(error));
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
    } finally {
      Files.delete(output);
      Files.delete(error);
    }
  }

  /** Fails unless it ended with {@code expected}; shows what it said. */
  Result hasStatus(int expected) {
    assertThat(status)
        .as("status; standard error: %s%nstandard output: %s", error, output)
        .isEqualTo(expected);
    return this;
  }

  /** Fails unless standard error holds the code and every text. */
  Result says(String... texts) {
    assertThat(error).contains(texts);
    return this;
  }

  /**
   * Fails unless it ended with {@code expected} and said one thing on standard error: the code,
   * what happened and what to do. Details are indented.
   */
  Result refuses(int expected, String code) {
    hasStatus(expected);
    assertThat(error.lines().filter(line -> !line.startsWith("  ")))
        .as("messages")
        .singleElement(STRING)
        .matches("jcr: " + code + ": .+; .+");
    assertThat(output).isEmpty();
    return this;
  }
}
