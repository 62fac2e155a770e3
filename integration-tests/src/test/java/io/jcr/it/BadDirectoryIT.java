// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder that cannot become an image. */
class BadDirectoryIT {
  private static final int IMAGE = 4;

  private static final Servers SERVERS =
      new Servers(
          jdk ->
              Server.start(
                  Account.own(), jdk, BadDirectoryIT.shared, List.of(Account.own().agent(""))));

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    Requirements.criu();
  }

  @AfterAll
  static void end() {
    SERVERS.close();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAFolderThatIsThereAndLeavesItAlone(Jdk jdk) throws Exception {
    Path target = Files.createDirectory(folder.resolve("image"));
    refuses(jdk, target, "JCR-401").says(target + " exists already");
    Files.writeString(target.resolve("mine"), "mine");
    refuses(jdk, target, "JCR-401");
    assertThat(target).isDirectoryContaining("glob:**/mine");
    assertThat(target.resolve("mine")).hasContent("mine");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAFileAndLeavesItAlone(Jdk jdk) throws Exception {
    Path target = Files.writeString(folder.resolve("image"), "mine");
    refuses(jdk, target, "JCR-402").says(target.toString());
    assertThat(target).hasContent("mine");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesALinkAndWritesNothingBehindIt(Jdk jdk) throws Exception {
    Path behind = Files.createDirectory(folder.resolve("behind"));
    Path target = Files.createSymbolicLink(folder.resolve("image"), behind);
    refuses(jdk, target, "JCR-402").says(target.toString());
    assertThat(target).isSymbolicLink();
    assertThat(behind).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAFolderWithoutAParent(Jdk jdk) throws Exception {
    Path parent = folder.resolve("missing");
    refuses(jdk, parent.resolve("image"), "JCR-403").says(parent.toString());
    assertThat(parent).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAFileSystemThatCannotBeWritten(Jdk jdk) throws Exception {
    try (Mount mount = Mount.memory(folder.resolve("readable"), "ro")) {
      Path target = mount.path().resolve("image");
      refuses(jdk, target, "JCR-403").says(mount.path().toString());
      Images.assertNone(target);
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void leavesNothingWhereAFileSystemFillsUp(Jdk jdk) throws Exception {
    try (Mount mount = Mount.memory(folder.resolve("small"), "size=5m")) {
      Path target = mount.path().resolve("image");
      refuses(jdk, target, "JCR-404");
      assertThat(mount.path()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void leavesNothingWhereAFileSystemIsFull(Jdk jdk) throws Exception {
    try (Mount mount = Mount.memory(folder.resolve("full"), "size=64k")) {
      fill(mount.path().resolve("filler"));
      Path target = mount.path().resolve("image");
      refuses(jdk, target, "JCR-404").says(mount.path().toString());
      Images.assertNone(target);
    }
  }

  private static Result refuses(Jdk jdk, Path target, String code) throws Exception {
    Server server = SERVERS.on(jdk);
    Result result = server.checkpoint(target).refuses(IMAGE, code);
    server.isUnharmed();
    Images.assertNothingHalfMade(target);
    return result;
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 64; i++) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
