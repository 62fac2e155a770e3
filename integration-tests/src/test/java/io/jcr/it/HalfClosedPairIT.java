// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The smallest program that CRIU once refused ({@code Can't dump half of stream unix connection}),
 * without JCR. What the JDK does with such a pair is in {@link JdkWakeUpsIT}.
 */
class HalfClosedPairIT {
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void theCriuThatJcrTakesCarriesIt() throws Exception {
    Requirements.criu();
    Path image = Files.createDirectory(folder.resolve("image"));
    Path answer = folder.resolve("answer");
    Path program = Compiler.program(folder, "socketpair.c");
    long processId;
    try (App app = App.start(folder, List.of("" + program, "" + answer)).awaitOutput("READY")) {
      processId = app.processId();
      criu("dump", image, "--tree", "" + processId);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    criu("restore", image, "--restore-detached");
    Result.of(List.of("kill", "-USR1", "" + processId), Map.of()).hasStatus(0);
    Awaitility.await("what reading gave")
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(answer).exists().hasContent("0"));
  }

  private static void criu(String verb, Path image, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(Requirements.criuProgram(), verb));
    command.addAll(List.of("--images-dir", image.toString(), "--log-file", verb + ".log"));
    command.addAll(List.of(options));
    Result.of(command, Map.of()).hasStatus(0);
  }

  @Test
  void theDoctorNamesTheVersionsThatCannot() throws Exception {
    assertThat(Jcr.run("doctor").output())
        .contains("half-closed", "CRIU before 4.0 may refuse them");
  }
}
