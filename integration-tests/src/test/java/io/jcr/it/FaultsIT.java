// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A checkpoint that fails leaves the application serving, with every handle that it had. What
 * becomes of it where CRIU or the keeper is killed is in {@link CriuKilledIT} and {@link
 * KeeperKilledIT}.
 */
@Tag("any-jdk")
class FaultsIT {
  private static final int BLOCKED = 2;
  private static final int IMAGE = 4;

  /**
   * Too small for the performance counters' copy, for the list of contents, for CRIU's first files,
   * for the pages.
   */
  private static final List<String> SMALL =
      List.of("size=8k", "size=64k", "size=1100k", "size=1300k", "size=5m", "size=30m");

  /**
   * The file that finds no room is the folder itself, one of those before the threads are stopped,
   * the plan (inside the stop), CRIU's log, and then one of CRIU's.
   */
  private static final List<Integer> FEW_FILES = List.of(1, 2, 4, 5, 6, 7, 8, 12, 20, 40);

  private static final int FEW_DESCRIPTORS = 12; // more than a request takes
  private static final int MANY_DESCRIPTORS = 1000;

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theDiskFillsUp(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, "mode=lenient")) {
      for (String size : SMALL) {
        refusesOnADisk(victim, size);
      }
      victim.restores(folder.resolve("image"));
    }
  }

  /** So CRIU cannot tell why it fails. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theDiskTakesNoMoreOfTheLog(Jdk jdk) throws Exception {
    try (Mount disk = Mount.memory(folder.resolve("disk"), "size=4m")) {
      Path image = disk.path().resolve("image");
      FaultyCriu criu = FaultyCriu.in(disk.path());
      try (Victim victim = new Victim(jdk, folder, criu.settings())) {
        criu.leaveOnePage();
        victim.checkpoint(image).refuses(IMAGE, "JCR-404").says(disk.path().toString());
        Images.assertNone(image);
        victim.isUnharmed();
        criu.mend();
        disk.remount("size=1g");
        victim.restores(image);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theDiskTakesNoMoreFiles(Jdk jdk) throws Exception {
    try (Victim victim = new Victim(jdk, folder, "mode=lenient")) {
      for (int count : FEW_FILES) {
        refusesOnADisk(victim, "nr_inodes=" + count);
      }
      victim.restores(folder.resolve("image"));
    }
  }

  private void refusesOnADisk(Victim victim, String options) throws Exception {
    try (Mount disk = Mount.memory(folder.resolve(options), options)) {
      victim.checkpoint(disk.path().resolve("image")).refuses(IMAGE, "JCR-404");
      assertThat(disk.path()).isEmptyDirectory();
      victim.isUnharmed();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theStopTakesTooLong(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (Victim victim = new Victim(jdk, folder, "freeze.timeout=1ms")) {
      for (int i = 0; i < 5; i++) {
        victim.checkpoint(image).refuses(BLOCKED, "JCR-219");
        Images.assertNone(image);
        victim.isUnharmed();
      }
    }
  }

  /** What was taken away would find no number to come back on. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theDescriptorsAreUsedUp(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (Victim victim = new Victim(jdk, folder, "mode=lenient")) {
      int open = Handles.all(victim.processId()).size();
      limitDescriptors(victim, open + FEW_DESCRIPTORS);
      victim.checkpoint(image).refuses(BLOCKED, "JCR-220").says("(ulimit -n)");
      Images.assertNone(image);
      victim.isUnharmed();
      limitDescriptors(victim, open + MANY_DESCRIPTORS);
      victim.restores(image);
    }
  }

  private static void limitDescriptors(Victim victim, int most) throws Exception {
    String limit = "--nofile=" + most + ":" + MANY_DESCRIPTORS * 2;
    Result.of(List.of("prlimit", "--pid=" + victim.processId(), limit), Map.of()).hasStatus(0);
  }
}
