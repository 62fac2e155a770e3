// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording that runs while images are made. */
class FlightRecordingIT {
  private static final String RECORDING = "-XX:StartFlightRecording=name=all";

  @TempDir private Path folder;

  private int port;
  private final List<String> marks = new ArrayList<>();

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void goesOnInEachLife(Jdk jdk) throws Exception {
    List<String> options = List.of(Lives.agent(folder, port), RECORDING);
    try (Lives lives = Lives.start(jdk, folder, options, Recorded.class, port)) {
      lives.throughAll(
          () -> {
            leaveMark();
            Path dump = folder.resolve("dump-" + marks.size() + ".jfr");
            lives.tool("jcmd", lives.processId(), "JFR.dump", "name=all", "filename=" + dump);
            assertThat(marksIn(jdk, dump)).containsExactlyElementsOf(marks);
            leaveMark(); // into the file that is open then
          });
      assertThat(lives.app().outputOfItsOwn()).isEmpty();
    }
  }

  /** The other life has written on in the same files, and was killed. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void goesOnWithWhatItWasInItsOwnLife(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = recorded(jdk)) {
      leaveMark();
      Result result =
          Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      assertThat(result.error()).as("warnings").isEmpty();
      dump(jdk, app.processId(), "kept");
      assertThat(Http.get(port, "/mark?other")).isEqualTo("other");
      dump(jdk, app.processId(), "other");
    }
    for (int i = 0; i < 2; i++) {
      try (App life = App.restore(folder, image).awaitOutput("restored from")) {
        assertThat(Http.get(port, "/mark?life-" + i)).isEqualTo("life-" + i);
        Path dump = dump(jdk, life.restoredId(), "life-" + i);
        assertThat(marksIn(jdk, dump)).containsExactly("mark-0", "life-" + i);
      }
    }
  }

  /** As if the recorder wrote between the copy and the dump. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void isNotCarriedInHalves(Jdk jdk) throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    Path image = images.resolve("image");
    try (App app = recorded(jdk)) {
      Path open = chunk();
      Result result = checkpointWhileItGrows(app, image, open).hasStatus(4);
      assertThat(result.error()).contains("JCR-414", open.toString(), "checkpoint again");
      assertThat(images).isEmptyDirectory();
      assertThat(Http.get(port, "/mark?mark-0")).isEqualTo("mark-0");
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void noOtherFileIsCarriedAndNoneTwice(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = recorded(jdk)) {
      Path chunks = chunk().getParent();
      Path complete = Files.createFile(chunks.resolve("2020_01_01_00_00_00.jfr"));
      Path pipe = chunks.resolve("2020_01_01_00_00_01.jfr");
      Result.of(List.of("mkfifo", pipe.toString()), Map.of()).hasStatus(0);
      Path foreign = Files.createFile(chunks.resolve("other.jfr"));
      checkpointWhileItGrows(app, image, complete).hasStatus(0);
      List<String> made = made(image);
      assertThat(made).anyMatch(line -> line.endsWith(" " + complete));
      assertThat(made).noneMatch(line -> line.endsWith(" " + pipe));
      assertThat(made).noneMatch(line -> line.endsWith(" " + foreign));
      try (Stream<Path> files = Files.list(image)) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith("recording-")))
            .hasSameSizeAs(made);
      }
    }
  }

  private static List<String> made(Path image) throws IOException {
    return Files.readAllLines(image.resolve("restore.plan")).stream()
        .filter(line -> line.startsWith("make-file ") && line.endsWith(".jfr"))
        .toList();
  }

  private App recorded(Jdk jdk) throws Exception {
    String repository = "-XX:FlightRecorderOptions=repository=" + folder.resolve("repository");
    List<String> options = List.of("-javaagent:" + Jcr.AGENT, RECORDING, repository);
    return App.start(jdk, folder, options, Recorded.class, "" + port).awaitOutput("READY");
  }

  private Path chunk() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("repository"))) {
      return files.filter(file -> file.toString().endsWith(".jfr")).findAny().orElseThrow();
    }
  }

  private static Result checkpointWhileItGrows(App app, Path image, Path file) throws Exception {
    AtomicBoolean ends = new AtomicBoolean();
    Thread growing = new Thread(() -> grow(file, ends), "growing");
    growing.start();
    try {
      return Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running");
    } finally {
      ends.set(true);
      growing.join();
    }
  }

  private static void grow(Path file, AtomicBoolean ends) {
    while (!ends.get()) {
      try {
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        Thread.sleep(1);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Path dump(Jdk jdk, long processId, String name) throws Exception {
    Path dump = folder.resolve(name + ".jfr");
    run(jdk, "jcmd", "" + processId, "JFR.dump", "name=all", "filename=" + dump);
    return dump;
  }

  private void leaveMark() throws Exception {
    String mark = "mark-" + marks.size();
    assertThat(Http.getOnce(port, "/mark?" + mark)).isEqualTo(mark);
    marks.add(mark);
  }

  private static List<String> marksIn(Jdk jdk, Path dump) throws Exception {
    String events = run(jdk, "jfr", "print", "--events", "io.jcr.it.Mark", dump.toString());
    return events
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("text = "))
        .map(line -> line.replaceAll("text = \"(.*)\"", "$1"))
        .toList();
  }

  private static String run(Jdk jdk, String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.tool(tool).toString()));
    command.addAll(List.of(arguments));
    return Result.of(command, Map.of()).hasStatus(0).output();
  }
}
