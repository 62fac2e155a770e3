// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process that keeps what was taken away is killed, before the dump and in the middle of it.
 */
@Tag("any-jdk")
class KeeperKilledIT {
  private static final int BLOCKED = 2;
  private static final int CRIU_FAILED = 5;
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private Path image;
  private FaultyCriu criu;

  @BeforeEach
  void prepare() throws Exception {
    criu = FaultyCriu.in(folder);
    image = criu.image();
  }

  /** A thread that reads holds the stop up, with the keeper there already, until it is fed. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void nothingIsTakenAwayWhereItIsGoneBefore(Jdk jdk) throws Exception {
    Path fifo = folder.resolve("fifo");
    Result.of(List.of("mkfifo", fifo.toString()), Map.of()).hasStatus(0);
    try (App app = startReader(jdk, fifo)) {
      Jcr.run("inspect", app.processId()).hasStatus(0);
      Map<Integer, String> handles = Handles.all(app.processId());
      try (App checkpoint = startCheckpoint(app)) {
        ProcessHandle keeper = awaitKeeper(app);
        keeper.destroyForcibly();
        await("its end").until(() -> hasEnded(keeper));
        await("the command's end").until(() -> feed(fifo) && !checkpoint.isAlive());
        assertThat(checkpoint.awaitEnd()).as(checkpoint.output()).isEqualTo(BLOCKED);
        assertThat(checkpoint.output()).startsWith("jcr: JCR-220: ");
      }
      Images.assertNone(image);
      app.awaitOutput("read x");
      assertThat(Handles.all(app.processId())).containsExactlyEntriesOf(handles);
      Jcr.run("checkpoint", app.processId(), "--to", image).refuses(BLOCKED, "JCR-218");
    }
  }

  private static boolean feed(Path fifo) throws IOException {
    Files.writeString(fifo, "x");
    return true;
  }

  private App startReader(Jdk jdk, Path fifo) throws IOException {
    Path rules = folder.resolve("jcr.yaml");
    Files.writeString(rules, "rules:\n  - {type: file, path: " + fifo + ", action: reopen}\n");
    List<String> options = List.of("-javaagent:" + Jcr.AGENT + "=config=" + rules);
    String port = "" + Http.freePort();
    return App.start(jdk, folder, options, Readers.class, fifo.toString(), port)
        .awaitOutput("READY");
  }

  private App startCheckpoint(App app) throws IOException {
    String id = "" + app.processId();
    return App.start(folder, List.of("" + Jcr.COMMAND, "checkpoint", id, "--to", "" + image));
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theSpareGivesEverythingBack(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      for (String line : List.of("Version: ", "Dumping opened files", "Dumping pages")) {
        criu.killAndWait(FaultyCriu.Who.KEEPER, line);
        victim.checkpoint(image).refuses(CRIU_FAILED, "JCR-502");
        Images.assertNone(image);
        victim.isUnharmed();
      }
      criu.mend();
      victim.restores(image);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theSpareIsNotMissed(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      criu.kill(FaultyCriu.Who.SPARE, "Dumping pages");
      victim.checkpoint(image, "--keep-running").hasStatus(0);
      criu.assertKilled();
      victim.isUnharmed();
      Folders.remove(image);
      victim.restores(image);
    }
  }

  /** What is lost then is told, and the rest is made anew, as in a restored process. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theApplicationServesOnWhereBothAreGone(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, criu.settings())) {
      criu.killAndWait(FaultyCriu.Who.KEEPER_AND_SPARE, "Dumping pages");
      victim.checkpoint(image).refuses(CRIU_FAILED, "JCR-502");
      Images.assertNone(image);
      victim.servesAnew();
      assertThat(victim.app().output())
          .containsOnlyOnce("] JCR-419: descriptor ")
          .contains(" (unix stream ")
          .doesNotContain("FAILED");
    }
  }

  private ProcessHandle awaitKeeper(App app) {
    return await("the keeper").until(() -> keeper(app), Optional::isPresent).orElseThrow();
  }

  /** Its parent may not have collected it yet (proc_pid_stat(5)). */
  private static boolean hasEnded(ProcessHandle process) throws IOException {
    try {
      return Files.readString(Path.of("/proc", "" + process.pid(), "stat")).contains(") Z ");
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(BOUND)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2));
  }

  private Optional<ProcessHandle> keeper(App app) {
    return ProcessHandle.allProcesses().filter(each -> isKeeper(each, app)).findFirst();
  }

  /** It is no child of the JVM: the one that is ends at once. */
  private boolean isKeeper(ProcessHandle process, App app) {
    try {
      String command = Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"));
      return command.startsWith("jcr\0keeper\0")
          && command.contains(image.resolveSibling(Images.temporaryName(image)).toString())
          && process.parent().map(parent -> parent.pid() != app.processId()).orElse(true);
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }
}
