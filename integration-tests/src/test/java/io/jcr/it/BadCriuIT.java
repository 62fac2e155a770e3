// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A CRIU that is missing, too old, or does not come to its end. {@code criu.path} names a script
 * that each test writes.
 */
@Tag("any-jdk")
class BadCriuIT {
  private static final int HOST = 3;
  private static final int CRIU_FAILED = 5;

  /** Enough pages that CRIU writes them for some tenths of a second. */
  private static final String HEAP = "192m";

  private static final Servers SERVERS = new Servers(BadCriuIT::serve);

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private Path image;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    Files.deleteIfExists(criu());
    image = folder.resolve("image");
  }

  @AfterAll
  static void end() {
    SERVERS.close();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesWhereThereIsNone(Jdk jdk) throws Exception {
    refuses(jdk, HOST, "JCR-301").says(criu().toString(), "bin/install-criu");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatIsTooOld(Jdk jdk) throws Exception {
    // the reply to VERSION (type 10, success): major_number 3, minor_number 17
    script(
        "dd bs=65536 count=1 <&3 >/dev/null 2>&1",
        "printf '\\010\\012\\020\\001\\122\\004\\010\\003\\020\\021' >&3");
    refuses(jdk, HOST, "JCR-302").says("is version 3.17", "bin/install-criu");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAProgramThatIsNoCriu(Jdk jdk) throws Exception {
    script("exit 0");
    refuses(jdk, HOST, "JCR-305").says(criu().toString());
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void livesOnWhereCriuIsKilledHalfWay(Jdk jdk) throws Exception {
    // The pages are written while the JVM stands still as a whole; CRIU then is where it is
    // longest.
    script(
        "for started in '" + folder + "'/" + Images.temporaryName(image) + "*; do",
        "  if [ -d \"$started\" ]; then",
        "    criu=$$",
        "    (",
        "      until [ -s \"$started/pages-1.img\" ]; do kill -0 $criu || exit; done",
        "      kill -KILL $criu",
        "    ) 3>&- &",
        "  fi",
        "done",
        "exec " + Requirements.criuProgram() + " \"$@\"");
    for (int i = 0; i < 3; i++) {
      refuses(jdk, CRIU_FAILED, "JCR-502");
    }
    works(jdk);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void endsACriuThatHangs(Jdk jdk) throws Exception {
    Path ids = folder.resolve("ids");
    script(
        "for started in '" + folder + "'/" + Images.temporaryName(image) + "*; do",
        "  if [ -d \"$started\" ]; then",
        "    sleep 600 &",
        "    echo $$ $! >'" + ids + "'",
        "    wait",
        "  fi",
        "done",
        "exec " + Requirements.criuProgram() + " \"$@\"");
    long begin = System.nanoTime();
    refuses(jdk, CRIU_FAILED, "JCR-503", "--timeout", 2).says("2 s", "timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(seconds(2), seconds(15));
    for (String id : Files.readString(ids).strip().split(" ", -1)) {
      assertThat(runs(id)).as("process " + id + " of CRIU runs").isFalse();
    }
    works(jdk);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesASecondCheckpointWhileOneRuns(Jdk jdk) throws Exception {
    scriptThatWaits();
    Server server = SERVERS.on(jdk);
    try (App first = startCheckpoint(server)) {
      Path other = folder.resolve("other");
      server.checkpoint(other).refuses(2, "JCR-604").says("" + server.processId());
      Images.assertNone(other);
      Files.createFile(go());
      assertThat(first.awaitEnd()).as(first.output()).isZero();
    }
    server.isUnharmed();
    assertThat(image.resolve("contents")).exists();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesASecondCheckpointThroughJmxWhileOneRuns(Jdk jdk) throws Exception {
    scriptThatWaits();
    try (Server server = serve(jdk);
        JMXConnector connector = JmxIT.connect(server.processId());
        App first = startCheckpoint(server)) {
      Path other = folder.resolve("other");
      assertThatThrownBy(() -> checkpoint(connector, other))
          .rootCause()
          .hasMessageMatching("JCR-604: a checkpoint is already running .+; .+");
      Images.assertNone(other);
      Files.createFile(go());
      assertThat(first.awaitEnd()).as(first.output()).isZero();
      assertThat(image.resolve("contents")).exists();
    }
  }

  private static void checkpoint(JMXConnector connector, Path target) throws Exception {
    connector
        .getMBeanServerConnection()
        .invoke(
            new ObjectName("jcr:type=Checkpoint"),
            "checkpoint",
            new Object[] {target.toString(), true},
            new String[] {"java.lang.String", "boolean"});
  }

  /** Starts a checkpoint, and returns once CRIU waits for {@link #go}. */
  private App startCheckpoint(Server server) throws IOException {
    List<String> command =
        List.of(
            Jcr.COMMAND.toString(),
            "checkpoint",
            "" + server.processId(),
            "--to",
            image.toString(),
            "--keep-running");
    App app = App.start(folder, command);
    Http.awaitFile(folder.resolve("started"));
    return app;
  }

  /** A CRIU that waits, not for ever, until {@link #go} is there. */
  private void scriptThatWaits() throws IOException {
    script(
        ">'" + folder.resolve("started") + "'",
        "i=0",
        "until [ -e '" + go() + "' ] || [ $i -gt 100 ]; do sleep 0.05; i=$((i + 1)); done",
        "exec " + Requirements.criuProgram() + " \"$@\"");
  }

  private Path go() {
    return folder.resolve("go");
  }

  private Result refuses(Jdk jdk, int status, String code, Object... options) throws Exception {
    Server server = SERVERS.on(jdk);
    Result result = server.checkpoint(image, options).refuses(status, code);
    server.isUnharmed();
    Images.assertNone(image);
    return result;
  }

  /** What went before does not stand in the way of a checkpoint. */
  private void works(Jdk jdk) throws Exception {
    script("exec " + Requirements.criuProgram() + " \"$@\"");
    SERVERS.on(jdk).checkpoint(image, "--keep-running").hasStatus(0);
    SERVERS.on(jdk).isUnharmed();
  }

  private static Server serve(Jdk jdk) throws Exception {
    List<String> options =
        List.of(
            Account.own().agent("=criu.path=" + criu()),
            "-Xms" + HEAP,
            "-Xmx" + HEAP,
            "-XX:+AlwaysPreTouch");
    return Server.start(Account.own(), jdk, shared, options);
  }

  private static Path criu() {
    return shared.resolve("criu");
  }

  /** Under another name first: a script that is written cannot be executed. */
  private static void script(String... lines) throws IOException {
    Path file = shared.resolve("criu.new");
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(file, criu(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether it is more than an entry that its parent has not collected yet (proc_pid_stat(5)). */
  private static boolean runs(String id) throws IOException {
    try {
      return !Files.readString(Path.of("/proc", id, "stat")).contains(") Z ");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
