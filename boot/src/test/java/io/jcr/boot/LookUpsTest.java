// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No hook is woven here, so what the test opens is what native code would open. */
class LookUpsTest {
  private final int[] before = OpenFiles.descriptors();

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Ledger.start(descriptor -> -1, null);
    LookUps.start(1);
  }

  @AfterEach
  void forget() {
    for (int i = 3; i < 200; i++) {
      Ledger.closed(i);
    }
  }

  @Test
  void whatComesUpIsOfTheThreadAndStackThatAsked() throws Exception {
    LookUps.begin(LookUps.USERS);
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      LookUps.end();
      Opening opening = Ledger.opening(opened());
      assertThat(in.available()).isZero();
      assertThat(opening.hint()).isEqualTo(Ledger.NAME_SERVICE);
      assertThat(opening.thread()).isEqualTo(Thread.currentThread().getName());
      assertThat(opening.stack().getStackTrace())
          .extracting(StackTraceElement::getClassName)
          .contains(LookUpsTest.class.getName());
    }
  }

  @Test
  void whatAHookSawMeanwhileIsNotTheLookUps() throws Exception {
    LookUps.begin(LookUps.USERS);
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      Ledger.opened(opened(), Ledger.PATH);
      LookUps.end();
      assertThat(in.available()).isZero();
      assertThat(Ledger.opening(opened()).hint()).isEqualTo(Ledger.PATH);
    }
  }

  @Test
  void whatWasThereBeforeOrCameAfterIsNotTheLookUps() throws Exception {
    try (FileInputStream earlier = new FileInputStream("/dev/null")) {
      int number = opened();
      LookUps.begin(LookUps.HOSTS);
      LookUps.end();
      assertThat(earlier.available()).isZero();
      assertThat(Ledger.opening(number)).isNull();
    }
    try (FileInputStream later = new FileInputStream("/dev/null")) {
      assertThat(later.available()).isZero();
      assertThat(Ledger.opening(opened())).isNull();
    }
  }

  @Test
  void anInnerOneIsPartOfTheOuter() throws Exception {
    LookUps.begin(LookUps.USERS);
    LookUps.begin(LookUps.GROUPS);
    LookUps.end();
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      LookUps.end();
      assertThat(in.available()).isZero();
      assertThat(Ledger.opening(opened())).isNotNull();
    }
  }

  @Test
  void endsOfOthersChangeNothing() throws Exception {
    LookUps.begin(LookUps.USERS);
    Thread other = new Thread(LookUps::end);
    other.start();
    other.join();
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      LookUps.end();
      assertThat(in.available()).isZero();
      assertThat(Ledger.opening(opened())).isNotNull();
    }
  }

  /** The next of a kind would cost as much again. */
  @Test
  void aSecondOneOfAKindIsNotLookedAtSoon() throws Exception {
    LookUps.begin(LookUps.USERS);
    LookUps.end();
    LookUps.begin(LookUps.USERS);
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      LookUps.end();
      assertThat(in.available()).isZero();
      assertThat(Ledger.opening(opened())).isNull();
    }
    LookUps.begin(LookUps.GROUPS);
    try (FileInputStream in = new FileInputStream("/dev/null")) {
      LookUps.end();
      assertThat(in.available()).isZero();
      assertThat(Ledger.opening(opened())).isNotNull();
    }
  }

  @Test
  void whatIsMappedIsOfTheLookUpToo() throws Exception {
    Path file = Files.write(folder.resolve("cache"), new byte[4096]);
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    LookUps.begin(LookUps.USERS);
    MappedByteBuffer mapped = map(file);
    LookUps.end();
    assertThat(mapped.isDirect()).isTrue();
    assertThat(LookUps.mapping(inode).hint()).isEqualTo(Ledger.NAME_SERVICE);
  }

  @Test
  void whatWasMappedBetweenLookUpsIsNobodys() throws Exception {
    Path file = Files.write(folder.resolve("other"), new byte[4096]);
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    MappedByteBuffer mapped = map(file);
    LookUps.begin(LookUps.USERS);
    LookUps.end();
    assertThat(mapped.isDirect()).isTrue();
    assertThat(LookUps.mapping(inode)).isNull();
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, 4096);
    }
  }

  /** The number that leads to {@code /dev/null} now, and was not open when the test began. */
  private int opened() throws IOException {
    for (int number : OpenFiles.descriptors()) {
      Path link = Path.of("/proc/self/fd/" + number);
      if (Arrays.binarySearch(before, number) < 0 && Files.isSameFile(link, Path.of("/dev/null"))) {
        return number;
      }
    }
    throw new AssertionError("nothing has been opened");
  }
}
