// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that an application wrote is lost or doubled. */
class ExactWritesIT {
  private static final List<String> FILES =
      List.of("append", "stream", "channel", "random", "writer", "nio", "logger", "pipe");

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyLineIsThereOnceWhileItKeepsRunning(Jdk jdk) throws Exception {
    try (App app = App.start(jdk, folder, Writers.class, "" + folder).awaitOutput("READY")) {
      for (int i = 0; i < Soak.rounds(); i++) {
        Path image = folder.resolve("image");
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        Folders.remove(image);
      }
      finish(app);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyLineIsThereOnceThroughManyLives(Jdk jdk) throws Exception {
    App life = App.start(jdk, folder, Writers.class, "" + folder).awaitOutput("READY");
    try {
      for (int i = 0; i < Soak.cycles(); i++) {
        Path image = folder.resolve("image-" + i);
        long id = i == 0 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", id, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        life = App.restore(folder, image);
        Growth.of(folder.resolve("append")).await(life);
        Folders.remove(image);
      }
      finish(life);
    } finally {
      life.close();
    }
  }

  private void finish(App app) throws Exception {
    Files.createFile(folder.resolve("stop"));
    assertThat(app.awaitEnd()).as(app.output()).isZero();
    for (String name : FILES) {
      assertNumbered(name);
    }
  }

  private void assertNumbered(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name));
    assertThat(lines).as(name).hasSizeGreaterThan(100);
    for (int i = 0; i < lines.size() - 1; i++) {
      assertThat(lines.get(i)).as(name).isEqualTo(name + " " + i);
    }
    assertThat(lines.get(lines.size() - 1)).as(name).isEqualTo("end");
  }
}
