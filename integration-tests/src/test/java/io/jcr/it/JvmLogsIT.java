// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code -Xlog} writes to files, whatever has become of them since the checkpoint. */
class JvmLogsIT {
  /** One line for each collection. */
  private static final String COLLECTION = "Pause Full (Diagnostic Command)";

  @TempDir private Path folder;

  private int port;
  private Lives lives;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void goOnAtTheirEndInEachLife(Jdk jdk) throws Exception {
    Path grown = folder.resolve("grown.log");
    Path removed = folder.resolve("removed.log");
    Path renamed = folder.resolve("renamed.log");
    String process = "-%p.log";
    List<String> options =
        List.of(
            Lives.agent(folder, port),
            "-Xlog:gc:file=" + grown,
            "-Xlog:gc:" + removed + ":time,tags:filecount=0",
            "-Xlog:gc:file=" + renamed + "::filecount=3",
            "-Xlog:gc:file=\"relative" + process + "\"");
    try (Lives started = Lives.start(jdk, folder, options, CountingServer.class, port)) {
      lives = started;
      Path relative = folder.resolve("relative-" + lives.processId() + ".log");
      List<Path> all = List.of(grown, removed, renamed, relative);
      collects(all);
      lives.keepRunning();
      collects(all);
      for (int i = 0; i < 2; i++) {
        Path image = lives.end();
        Files.writeString(grown, "somebody else's\n", StandardOpenOption.APPEND);
        Files.delete(removed);
        Path aside = Files.move(renamed, folder.resolve("aside-" + i));
        String before = Files.readString(aside);
        lives.restore(image);
        assertThat(removed).isEmptyFile();
        collects(all);
        assertThat(grown).content().contains("somebody else's\n");
        assertThat(aside).hasContent(before);
        rotates(grown, all);
      }
      assertThat(lives.app().outputOfItsOwn()).isEmpty();
    }
  }

  /** Fails unless each gets the line for one more collection, and loses nothing. */
  private void collects(List<Path> logs) throws Exception {
    List<String> before = contents(logs);
    lives.tool("jcmd", lives.processId(), "GC.run");
    List<String> after = contents(logs);
    for (int i = 0; i < logs.size(); i++) {
      assertThat(after.get(i)).as("%s", logs.get(i)).startsWith(before.get(i));
      assertThat(after.get(i).substring(before.get(i).length()))
          .as("%s", logs.get(i))
          .containsOnlyOnce(COLLECTION);
    }
  }

  /** The JVM itself moves its logs away and begins new ones. */
  private void rotates(Path log, List<Path> all) throws Exception {
    String before = Files.readString(log);
    lives.tool("jcmd", lives.processId(), "VM.log", "rotate");
    assertThat(log).isEmptyFile();
    try (var files = Files.newDirectoryStream(folder, log.getFileName() + ".*")) {
      assertThat(files).anySatisfy(file -> assertThat(file).hasContent(before));
    }
    collects(all);
  }

  private static List<String> contents(List<Path> logs) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path log : logs) {
      contents.add(Files.readString(log));
    }
    return contents;
  }
}
