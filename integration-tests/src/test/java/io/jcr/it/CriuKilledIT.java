// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** CRIU is killed in the middle of its work. The moments are lines of its log. */
@Tag("any-jdk")
class CriuKilledIT {
  private static final int CRIU_FAILED = 5;
  private static final int SIGTRAP = 5; // signal(7)

  /** In the order in which CRIU writes them: cr-dump.c, seize.c and infect.c. */
  private static final List<String> WHILE_IT_LIVES =
      List.of(
          "Version: ",
          "Seized task",
          "Building mountpoints tree",
          "Collecting mappings",
          "Putting parasite blob",
          "has been switched to daemon mode",
          "Dumping opened files",
          "Dumping pages",
          "Dumping core (pid",
          "Dumping core for thread",
          "Writing image inventory",
          "Unfreezing tasks");

  private static final List<String> WHEN_IT_IS_ENDED =
      List.of("Writing stats", "Dumping finished successfully");

  @TempDir private Path folder;

  private Path image;
  private FaultyCriu criu;

  @BeforeEach
  void prepare() throws Exception {
    criu = FaultyCriu.in(folder);
    image = criu.image();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theApplicationGoesOn(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      for (String line : WHILE_IT_LIVES) {
        criu.kill(FaultyCriu.Who.CRIU, line);
        victim.checkpoint(image).refuses(CRIU_FAILED, "JCR-502");
        criu.assertKilled();
        Images.assertNone(image);
        victim.isUnharmed();
      }
      criu.mend();
      victim.restores(image);
    }
  }

  /** All that a restore needs is written before CRIU ends the process. */
  @ParameterizedTest
  @MethodSource("ends")
  void theImageIsThereWhereTheProcessIsNot(Jdk jdk, String line) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      criu.kill(FaultyCriu.Who.CRIU, line);
      victim.restores(image);
      criu.assertKilled();
      Images.assertNothingHalfMade(image);
    }
  }

  static Stream<Arguments> ends() {
    return Jdk.few().flatMap(jdk -> WHEN_IT_IS_ENDED.stream().map(line -> Arguments.of(jdk, line)));
  }

  /** Nobody can give the thread back the registers that CRIU had changed: SIGTRAP ends the JVM. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void nothingIsLeftWhereAThreadMakesACallForCriu(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      criu.killInCall();
      victim
          .checkpoint(image)
          .refuses(CRIU_FAILED, "JCR-502")
          .says("process " + victim.processId() + " ended, and left no image");
      assertThat(victim.app().awaitEnd()).isEqualTo(128 + SIGTRAP);
      Images.assertNone(image);
    }
  }
}
