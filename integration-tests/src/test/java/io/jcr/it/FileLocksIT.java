// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.Locker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks, most of them by {@code FileChannel.lock}; the test is who else wants them. */
@Tag("any-jdk")
class FileLocksIT {
  private static final int IMAGE = 4;

  @TempDir private Path folder;

  private Path data;
  private Path log;
  private Path shared;
  private Path childs;
  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    data = Files.createFile(folder.resolve("the data"));
    log = Files.createFile(folder.resolve("log"));
    shared = Files.createFile(folder.resolve("shared"));
    childs = Files.createFile(folder.resolve("childs"));
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void areHeldHereAndInTwoMoreLives(Jdk jdk) throws Exception {
    App life = start(jdk);
    try {
      Path kept = folder.resolve("kept");
      Jcr.run("checkpoint", life.processId(), "--to", kept, "--keep-running").hasStatus(0);
      assertHeld();
      for (int i = 0; i < 2; i++) {
        Path image = folder.resolve("image-" + i);
        long id = i == 0 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", id, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        assertThat(isFree(data)).isTrue();
        life = App.restore(folder, image).awaitOutput("restored from");
        assertHeld();
        assertThat(life.outputOfItsOwn()).isEmpty();
      }
    } finally {
      life.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aRestoreNamesTheFileWhoseLockAnotherHolds(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = start(jdk)) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    for (Path locked : List.of(data, log, shared)) {
      try (FileChannel other = FileChannel.open(locked, StandardOpenOption.WRITE);
          FileLock lock = other.lock()) {
        assertThat(lock.isValid()).isTrue();
        Jcr.run("restore", image)
            .refuses(IMAGE, "JCR-420")
            .says(locked + " is locked by process " + ProcessHandle.current().pid() + " (");
        assertThat(Http.isFree(port)).isTrue();
      }
    }
    try (App life = App.restore(folder, image).awaitOutput("restored from")) {
      assertHeld();
      assertThat(life.isAlive()).isTrue();
    }
  }

  /** The JVM has not opened that file. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aRestoreNamesTheFileWhoseLockAChildHad(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = start(jdk)) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Process other = Locker.lockByChild(childs);
    try {
      Jcr.run("restore", image)
          .refuses(IMAGE, "JCR-420")
          .says(childs + " is locked by process " + other.pid() + " (cat); end it");
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
    try (App life = App.restore(folder, image).awaitOutput("restored from")) {
      assertHeld();
      assertThat(life.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aRestoreMindsNoLockOfOtherBytesNorOneThatIsShared(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = start(jdk)) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    App life;
    try (FileChannel other = FileChannel.open(log, StandardOpenOption.WRITE);
        FileChannel reader = FileChannel.open(shared, StandardOpenOption.READ)) {
      assertThat(other.lock(1, 9, false).isValid()).isTrue();
      assertThat(reader.lock(0, Long.MAX_VALUE, true).isValid()).isTrue();
      life = App.restore(folder, image).awaitOutput("restored from");
    }
    try (life) {
      assertHeld();
    }
  }

  /** Java takes no lock of an open file description; the native library does. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aLockOfAnOpenFileDescriptionIsCarriedAndRefusedByName(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    Path locked = folder.resolve("locked");
    try (App app =
        NativeLibrary.hold(jdk, folder, port, List.of("OFD lock")).awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (FileChannel other = FileChannel.open(locked, StandardOpenOption.WRITE)) {
      assertThat(other.lock().isValid()).isTrue();
      Jcr.run("restore", image)
          .refuses(IMAGE, "JCR-420")
          .says(locked + " is locked by process " + ProcessHandle.current().pid() + " (");
    }
    try (App life = App.restore(folder, image).awaitOutput("restored from")) {
      assertThat(Http.await(port, "/use")).isEqualTo("fine");
      assertThat(life.isAlive()).isTrue();
    }
  }

  private App start(Jdk jdk) throws Exception {
    App app =
        App.start(
            jdk, folder, Locker.class, "" + port, "" + data, "" + log, "" + shared, "" + childs);
    app.awaitOutput("READY");
    return app;
  }

  private void assertHeld() throws Exception {
    assertThat(Http.await(port, "/")).isEqualTo("valid");
    assertThat(isFree(data)).isFalse();
    assertThat(isFree(log)).isFalse();
    assertThat(isFree(shared)).isFalse();
    Result.of(List.of("flock", "--nonblock", "" + childs, "true"), Map.of()).hasStatus(1);
  }

  /** The kernel ends a lock of this process with the channel, so each question has its own. */
  private static boolean isFree(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    }
  }
}
