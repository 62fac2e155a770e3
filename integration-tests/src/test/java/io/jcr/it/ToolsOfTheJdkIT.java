// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jps} and {@code jstat} read {@code hsperfdata}; {@code jcmd} attaches. */
class ToolsOfTheJdkIT {
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
  void workInEachLife(Jdk jdk) throws Exception {
    try (Lives started = start(jdk)) {
      lives = started;
      lives.throughAll(this::showThisLife);
    }
  }

  /** Another JVM had the id meanwhile, and was killed. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void showThisLifeWhereAnotherHasLeftItsCounters(Jdk jdk) throws Exception {
    try (Lives started = start(jdk)) {
      lives = started;
      String leave = "mkdir -m 755 /tmp/hsperfdata_root; head -c 32768 /dev/zero >" + counters();
      lives.restore(lives.end(), leave);
      showThisLife();
    }
  }

  private Lives start(Jdk jdk) throws Exception {
    List<String> options = List.of(Lives.agent(folder, port));
    return Lives.start(jdk, folder, options, CountingServer.class, port);
  }

  private void showThisLife() throws Exception {
    assertThat(lives.tool("jps").lines()).contains(lives.processId() + " CountingServer");
    assertThat(lives.tool("jcmd", "-l"))
        .contains(lives.processId() + " " + CountingServer.class.getName());
    int before = fullCollections();
    assertThat(lives.tool("jcmd", lives.processId(), "GC.run")).contains("executed successfully");
    assertThat(fullCollections()).isEqualTo(before + 1);
    isMappedAndSecure();
  }

  /** In the column {@code FGC}. */
  private int fullCollections() throws Exception {
    List<String> lines = lives.tool("jstat", "-gcutil", lives.processId()).lines().toList();
    int column = words(lines.get(0)).indexOf("FGC");
    return Integer.parseInt(words(lines.get(1)).get(column));
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split("\\s+"));
  }

  /** Nobody else can write there: HotSpot uses no other folder (perfMemory_posix.cpp). */
  private void isMappedAndSecure() throws IOException {
    Path file = lives.seen(counters());
    assertThat(Files.getAttribute(file.getParent(), "unix:uid")).isEqualTo(0);
    assertThat(mode(file.getParent())).isEqualTo("rwxr-xr-x");
    assertThat(mode(file)).isEqualTo("rw-------");
    String inode = Files.getAttribute(file, "unix:ino").toString();
    assertThat(Files.readAllLines(Path.of("/proc", "" + lives.processId(), "maps")))
        .anyMatch(line -> line.matches("\\S+ rw-s .* " + inode + " +" + counters()));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String counters() {
    return "/tmp/hsperfdata_root/" + lives.processId();
  }
}
