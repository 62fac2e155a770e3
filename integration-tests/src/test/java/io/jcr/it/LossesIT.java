// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Reopened;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a restored process cannot open anew is told, and the rest is there. */
class LossesIT {
  private static final String REMEDY = "mend what that call complains of, and restore again";
  private static final List<String> HANDLES = List.of("log", "data", "input", "fifo");

  /** Those that a rule opens anew, in the order of the rules, whose first line is 3. */
  private static final List<String> RULED = HANDLES.subList(1, 4);

  @TempDir private Path folder;

  private Path files;
  private Path image;
  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    image = folder.resolve("image");
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachIsToldAndTheRestIsThere(Jdk jdk) throws Exception {
    try (Mount disk = Mount.memory(folder.resolve("files"), "size=1m")) {
      checkpoint(jdk, disk);
      for (String name : RULED) {
        Files.delete(whole(name));
        restoreLoses("ENOENT (2)", name);
      }
      for (String name : HANDLES) {
        Folders.remove(whole(name).getParent());
        restoreLoses("ENOENT (2)", name);
      }
      for (String name : List.of("log", "data", "fifo")) {
        Files.delete(whole(name));
        Files.createDirectory(path(name));
        restoreLoses("EISDIR (21)", name);
      }
      repair();
      disk.remount("ro");
      restoreLoses("EROFS (30)", "log", "data");
    }
  }

  /** To open it waits for its other end, and the whole process with it. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void nothingWaitsWhereAFifoHasThePlaceOfAFile(Jdk jdk) throws Exception {
    try (Mount disk = Mount.memory(folder.resolve("files"), "size=1m")) {
      checkpoint(jdk, disk);
      Files.delete(whole("log"));
      makeFifo("log");
      restoreLoses("ENXIO (6)", "log");
      for (String name : List.of("data", "input")) {
        Files.delete(whole(name));
        makeFifo(name);
        restoreLoses("ESPIPE (29)", name);
      }
    }
  }

  /** A rule with reopen compares nothing: it insists on the offset. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void anotherFileGoesOnAtTheOffset(Jdk jdk) throws Exception {
    try (Mount disk = Mount.memory(folder.resolve("files"), "size=1m")) {
      checkpoint(jdk, disk);
      Files.delete(whole("log"));
      Files.delete(path("data"));
      Files.writeString(path("data"), "abcdefgh");
      restoreLoses("");
      assertThat(path("log")).hasContent("x");
      assertThat(path("data")).hasContent("abcdexgh");
      Files.writeString(whole("data"), "ab");
      restoreLoses("");
      assertThat(path("data")).hasContent("ab\0\0\0x");
    }
  }

  /** Beside the rules for the handles stand two that match nothing: nobody is told of those. */
  private void checkpoint(Jdk jdk, Mount disk) throws Exception {
    files = disk.path();
    repair();
    StringBuilder rules = new StringBuilder("rules:\n");
    rules.append("  - {type: file, path: '/nowhere/**', action: reopen}\n");
    for (String name : RULED) {
      rules.append("  - {type: file, path: '" + path(name) + "', action: reopen, warn: false}\n");
    }
    rules.append("  - {type: socket, localPort: 1, action: reopen}\n");
    Path file = Files.writeString(folder.resolve("jcr.yaml"), rules);
    List<String> options = List.of("-javaagent:" + Jcr.AGENT + "=config=" + file, "-Xmx64m");
    try (App app = App.start(jdk, folder, options, Reopened.class, "" + port, "" + files)) {
      app.awaitOutput("READY");
      Result result = Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(result.error()).isEmpty();
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
  }

  private void restoreLoses(String why, String... lost) throws Exception {
    try (App life = App.restore(folder, image)) {
      Http.await(port, "/");
      for (String name : HANDLES) {
        boolean works = Http.getOnce(port, "/" + name).equals("ok");
        assertThat(works)
            .as(name + ": " + life.output())
            .isNotEqualTo(List.of(lost).contains(name));
      }
      assertTold(life.output(), why, List.of(lost));
    }
  }

  private void assertTold(String output, String why, List<String> lost) {
    List<String> told =
        output.lines().filter(line -> line.matches("\\[jcr [0-9a-f]{8}] JCR-.*")).toList();
    assertThat(told).as(output).hasSameSizeAs(lost);
    for (String name : lost) {
      String rule = RULED.contains(name) ? ", by the rule at jcr.yaml:" + line(name) : "";
      assertThat(told)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("] JCR-419: descriptor ")
                      .contains(" " + path(name) + ") could not be brought back: ")
                      .endsWith(": " + why + rule + "; " + REMEDY));
    }
    assertThat(output.lines().filter(line -> line.startsWith("  opened by main at ")))
        .hasSameSizeAs(lost);
  }

  private static int line(String name) {
    return 3 + RULED.indexOf(name);
  }

  /** The path of a handle's file, everything being as it was at the checkpoint. */
  private Path whole(String name) throws Exception {
    repair();
    return path(name);
  }

  private void repair() throws Exception {
    for (String name : HANDLES) {
      Path file = path(name);
      if (Files.exists(file.getParent())) {
        Folders.remove(file.getParent());
      }
      Files.createDirectory(file.getParent());
      if (name.equals("fifo")) {
        makeFifo(name);
      } else {
        Files.writeString(file, "01234xxxxx");
      }
    }
  }

  private void makeFifo(String name) throws Exception {
    Result.of(List.of("mkfifo", path(name).toString()), Map.of()).hasStatus(0);
  }

  private Path path(String name) {
    return files.resolve(name).resolve(name);
  }
}
