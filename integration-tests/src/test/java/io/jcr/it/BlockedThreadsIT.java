// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Waiters;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that wait, and threads that never stop: no checkpoint disturbs them. */
class BlockedThreadsIT {
  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyWaitEndsAsItShouldAfterManyCheckpoints(Jdk jdk) throws Exception {
    try (App app = App.start(jdk, folder, Waiters.class, "" + folder).awaitOutput("READY")) {
      for (int i = 0; i < Soak.rounds(); i++) {
        Path image = folder.resolve("image");
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        Folders.remove(image);
      }
      assertAllWell(app);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyWaitEndsAsItShouldInALaterLife(Jdk jdk) throws Exception {
    App life = App.start(jdk, folder, Waiters.class, "" + folder).awaitOutput("READY");
    try {
      for (int i = 0; i < Soak.cycles(); i++) {
        Path image = folder.resolve("image-" + i);
        long id = i == 0 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", id, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        life = App.restore(folder, image).awaitOutput("logged");
        Folders.remove(image);
      }
      assertAllWell(life);
    } finally {
      life.close();
    }
  }

  private void assertAllWell(App app) throws Exception {
    Files.createFile(folder.resolve("go"));
    int status = app.awaitEnd();
    assertThat(app.output().lines().filter(line -> !isChatter(line)))
        .as("output")
        .containsOnlyOnce("ALL WELL")
        .noneMatch(line -> line.startsWith("FAILED") || line.startsWith("STILL"));
    assertThat(status).isZero();
  }

  private static boolean isChatter(String line) {
    return line.equals(".") || line.contains("logged") || line.contains(" null");
  }
}
