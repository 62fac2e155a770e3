// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators see checkpoints where they look anyway: log, Micrometer, flight recorder. */
class TelemetryIT {
  private static final String ID = "[0-9a-f]{8}";

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachCheckpointIsInTheRegistryAndInTheRecording(Jdk jdk) throws Exception {
    try (App app =
        App.start(jdk, folder, Libraries.MICROMETER, Observed.class, "" + folder)
            .awaitOutput("READY")) {
      for (int i = 0; i < 2; i++) {
        Path image = folder.resolve("image-" + i);
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      }
      Files.createFile(folder.resolve("go"));
      String said = app.awaitOutput("DONE").output();
      assertThat(App.LOG_LINE.matcher(said).results()).hasSize(2);
      assertThat(said.lines().filter(line -> line.matches("event jcr.checkpoint " + ID)))
          .hasSize(2);
      for (String stage : new String[] {"total", "stop", "scan", "dump", "reattach", "thaw"}) {
        assertThat(said)
            .containsPattern("meter .*jcr.checkpoint.*stage.*" + stage + ".*COUNT.*value=2.0");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aRestoreIsInTheRegistryOfTheLifeThatItMade(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app =
        App.start(jdk, folder, Libraries.MICROMETER, Observed.class, "" + folder)
            .awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (App life = App.restore(folder, image).awaitOutput("restored from " + image)) {
      Files.createFile(folder.resolve("go"));
      String said = life.awaitOutput("DONE").output();
      assertThat(said.lines().filter(line -> line.matches("event jcr.restore " + ID))).hasSize(1);
      assertThat(said)
          .containsPattern("meter .*jcr.restore.*stage.*reattach.*COUNT.*value=1.0")
          .doesNotContain("jcr.checkpoint");
    }
  }
}
