// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that are incomplete, damaged, foreign, or were made elsewhere: nothing is started. */
@Tag("any-jdk")
class BadImageIT {
  private static final int IMAGE = 4;

  private static final Map<Jdk, Path> IMAGES = new HashMap<>();

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatLacksItsLastFile(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Files.delete(image.resolve("contents"));
    refuses(image, "JCR-411").says("missing: contents");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatCriuDidNotFinish(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Files.delete(image.resolve("inventory.img"));
    refuses(image, "JCR-411").says("missing: inventory.img");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatStillHasItsTemporaryName(Jdk jdk) throws Exception {
    Path image = folder.resolve(".image.jcr-0123abcd");
    Images.link(image(jdk), image);
    Files.delete(image.resolve("contents"));
    Files.delete(image.resolve("inventory.img"));
    refuses(image, "JCR-411").says("missing: contents, inventory.img");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatIsCut(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Path pages = Images.own(image, "pages-1.img");
    try (RandomAccessFile file = new RandomAccessFile(pages.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    refuses(image, "JCR-412").says("pages-1.img has " + Files.size(pages) + " bytes");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneThatLacksAFile(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Files.delete(image.resolve("files.img"));
    refuses(image, "JCR-412").says("files.img: No such file");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneOfAnotherJdkBuild(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    long size = Images.firstOf(image, "jdk-file");
    Images.edit(image, "jdk-file " + size + " ", "jdk-file " + (size ^ 1) + " ");
    refuses(image, "JCR-413")
        .says("libjvm.so has " + size + " bytes, it had " + (size ^ 1) + " at the checkpoint");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneOfAnotherArchitecture(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Images.edit(image, "arch x86_64", "arch mips64");
    refuses(image, "JCR-417").says("mips64", "x86_64");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAPlanThatItDoesNotKnow(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Images.edit(image, "\ncheckpoint ", "\nsomething  ");
    refuses(image, "JCR-411").says("line 2: unknown key 'something'");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAFolderThatOthersCanChange(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuses(image, "JCR-418").says("mode 0777", "chmod");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesAFileThatOthersCanChange(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Path file = Images.own(image, "restore.plan");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    refuses(image, "JCR-418").says("restore.plan can be changed by others");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesOneOfAnotherUser(Jdk jdk) throws Exception {
    Path image = copy(jdk);
    Files.setAttribute(image, "unix:uid", 65534);
    refuses(image, "JCR-418").says("belongs to user 65534");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void refusesWhereNoCriuIs(Jdk jdk) throws Exception {
    Path none = folder.resolve("criu");
    Jcr.run("restore", "--criu", none, image(jdk)).refuses(3, "JCR-301").says(none.toString());
    Jcr.run(Map.of("JCR_CRIU", none.toString()), "restore", image(jdk)).refuses(3, "JCR-301");
    assertNothingRuns(image(jdk));
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void leavesNothingWhereCriuIsKilledHalfWay(Jdk jdk) throws Exception {
    Path image = image(jdk);
    String process = "/proc/" + Images.processId(image);
    Path criu = folder.resolve("criu");
    Files.writeString(
        criu,
        String.join(
            "\n",
            "#!/bin/sh",
            "criu=$$",
            "(",
            "  until [ -e " + process + " ]; do kill -0 $criu || exit; done",
            "  kill -KILL $criu",
            ") &",
            "exec " + Requirements.criuProgram() + " \"$@\"",
            ""));
    Files.setPosixFilePermissions(criu, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int i = 0; i < 3; i++) {
      Jcr.run("restore", "--criu", criu, image).refuses(5, "JCR-504");
      assertNothingRuns(image);
    }
  }

  @Test
  void refusesWhatIsNoImage() throws Exception {
    refuses(folder, "JCR-411").says("missing: contents, restore.plan, inventory.img");
    refuses(folder.resolve("missing"), "JCR-411").says("No such file");
    refuses(Files.createFile(folder.resolve("file")), "JCR-411").says("Not a directory");
  }

  private static Result refuses(Path image, String code) throws Exception {
    Result result = Jcr.run("restore", image).refuses(IMAGE, code);
    if (Files.exists(image.resolve("restore.plan")) && !code.equals("JCR-411")) {
      assertNothingRuns(image);
    }
    return result;
  }

  private static void assertNothingRuns(Path image) throws IOException {
    assertThat(ProcessHandle.of(Images.processId(image))).as("a restored process").isEmpty();
  }

  /** The whole image, of a process that is gone. */
  private static Path image(Jdk jdk) throws Exception {
    Path image = IMAGES.get(jdk);
    if (image == null) {
      image = shared.resolve("image-" + jdk.feature());
      List<String> agent = List.of(Account.own().agent(""));
      try (Server server = Server.start(Account.own(), jdk, shared, agent)) {
        server.checkpoint(image).hasStatus(0);
      }
      IMAGES.put(jdk, image);
    }
    return image;
  }

  private Path copy(Jdk jdk) throws Exception {
    return Images.link(image(jdk), folder.resolve("image"));
  }
}
