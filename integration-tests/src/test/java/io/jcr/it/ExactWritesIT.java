// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that an application wrote is lost or doubled. */
class ExactWritesIT {
  private static final List<String> FILES =
      List.of("append", "stream", "channel", "random", "writer", "nio", "logger", "pipe");

  /** The last part of what was written in many files, and how many of these there are at least. */
  private static final List<String> ROLLED = List.of("log4j", "logback");

  private static final int LEAST_ROLLED = 10;
  private static final int LEAST_LINES = 100;

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyLineIsThereOnceWhileItKeepsRunning(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      for (int i = 0; i < Soak.rounds(); i++) {
        Path image = folder.resolve("image");
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
        Folders.remove(image);
      }
      finish(app);
      assertNumbered("tcp", lines("tcp"));
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void everyLineIsThereOnceThroughManyLives(Jdk jdk) throws Exception {
    App life = start(jdk);
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
      assertBroken("tcp");
    } finally {
      life.close();
    }
  }

  private App start(Jdk jdk) throws IOException {
    return App.start(jdk, folder, Libraries.LOGGING, Writers.class, "" + folder)
        .awaitOutput("READY");
  }

  private void finish(App app) throws Exception {
    Files.createFile(folder.resolve("stop"));
    assertThat(app.awaitEnd()).as(app.output()).isZero();
    for (String name : FILES) {
      assertNumbered(name, lines(name));
    }
    for (String name : ROLLED) {
      assertNumbered(name, rolledLines(name));
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  private List<String> rolledLines(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> rolled =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith(name + "."))
              .sorted()
              .toList();
      assertThat(rolled).hasSizeGreaterThan(LEAST_ROLLED);
      for (String file : rolled) {
        lines.addAll(lines(file));
      }
    }
    lines.addAll(lines(name));
    return lines;
  }

  private static void assertNumbered(String name, List<String> lines) {
    assertThat(lines).as(name).hasSizeGreaterThan(LEAST_LINES);
    for (int i = 0; i < lines.size() - 1; i++) {
      assertThat(lines.get(i)).as(name).isEqualTo(name + " " + i);
    }
    assertThat(lines.get(lines.size() - 1)).as(name).isEqualTo("end");
  }

  /** A connection ends with the first life, wherever it is; up to there nothing is missing. */
  private void assertBroken(String name) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertThat(text.lines()).as(name).hasSizeGreaterThan(LEAST_LINES);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; expected.length() < text.length(); i++) {
      expected.append(name).append(' ').append(i).append('\n');
    }
    assertThat(expected).as(name).startsWith(text);
    assertThat(folder.resolve(name + "-broken"))
        .hasContent("java.net.SocketException: Broken pipe");
  }
}
