// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looking up users, groups and hosts at a daemon goes on, whatever becomes of the daemon and its
 * caches while the JVM is checkpointed. The JVM has asked from its first moment on: for the name of
 * its own user, before the agent.
 */
class NameServicesIT {
  @TempDir private Path folder;

  static Stream<Arguments> each() {
    return Jdk.each()
        .flatMap(
            jdk -> Arrays.stream(NameService.Kind.values()).map(kind -> Arguments.of(jdk, kind)));
  }

  /** In the short run one JDK with nscd, which has taken the most to get right. */
  static Stream<Arguments> few() {
    return Soak.isLong() ? each() : Jdk.few().map(jdk -> Arguments.of(jdk, NameService.Kind.NSCD));
  }

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  /** What is done with a daemon and a JVM that has asked it. */
  private interface Story {
    void tell(NameService service, Asker asker) throws Exception;
  }

  private void asking(Jdk jdk, NameService.Kind kind, Story story) throws Exception {
    try (NameService service = start(kind);
        Asker asker = Asker.start(jdk, service, folder)) {
      asker.findsAll(Names.ADA);
      story.tell(service, asker);
    }
  }

  private NameService start(NameService.Kind kind) throws Exception {
    NameService service = kind.start(folder.resolve("daemon"));
    service.asks(true);
    return service;
  }

  @ParameterizedTest
  @MethodSource("few")
  void aCheckpointThatKeepsRunningDisturbsNoLookUp(Jdk jdk, NameService.Kind kind)
      throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          for (int i = 0; i < 2; i++) {
            asker.checkpointAndGoOn();
            asker.findsAll(Names.ADA);
          }
          asker.finds(Names.GRACE);
          assertThat(asker.output()).isEqualTo("READY\n");
        });
  }

  @ParameterizedTest
  @MethodSource("few")
  void theDaemonMayBeAnotherAfterACheckpointThatKeepsRunning(Jdk jdk, NameService.Kind kind)
      throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          for (int i = 0; i < 2; i++) {
            asker.checkpointAndGoOn();
            service.restart();
            asker.findsAgain(Names.ADA);
          }
          asker.finds(Names.GRACE);
          assertThat(asker.output()).isEqualTo("READY\n");
        });
  }

  @ParameterizedTest
  @MethodSource("few")
  void theDaemonMayBeGoneDuringACheckpointThatKeepsRunning(Jdk jdk, NameService.Kind kind)
      throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          service.stop();
          service.removeCaches();
          asker.checkpointAndGoOn();
          asker.finds(Names.FILES);
          asker.findsNone(Names.GRACE);
          asker.checkpointAndGoOn();
          service.start();
          asker.findsAgain(Names.ADA);
          asker.findsAgain(Names.GRACE);
          assertThat(asker.output()).isEqualTo("READY\n");
        });
  }

  @ParameterizedTest
  @MethodSource("each")
  void theDaemonIsAnotherInEachLife(Jdk jdk, NameService.Kind kind) throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          for (int i = 0; i < 2; i++) {
            Path image = asker.checkpoint("image-" + i);
            service.stop();
            service.removeCaches();
            service.start();
            asker.restore(image);
            asker.findsAll(Names.ADA);
            assertThat(asker.output()).isEmpty();
          }
          asker.finds(Names.GRACE);
        });
  }

  @ParameterizedTest
  @MethodSource("few")
  void theDaemonMayGoOnFromLifeToLife(Jdk jdk, NameService.Kind kind) throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          for (int i = 0; i < 2; i++) {
            asker.restore(asker.checkpoint("image-" + i));
            asker.findsAll(Names.ADA);
            assertThat(asker.output()).isEmpty();
          }
          asker.finds(Names.GRACE);
        });
  }

  /** The daemon ends with the process, and leaves nothing. */
  private static Path checkpointAndEnd(NameService service, Asker asker) throws Exception {
    Path image = asker.checkpoint("image");
    service.stop();
    service.removeCaches();
    return image;
  }

  /** What was known while the image was made is not what is right now. */
  @ParameterizedTest
  @MethodSource("few")
  void whatHasMovedIsFoundInItsNewPlace(Jdk jdk, NameService.Kind kind) throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          Path image = checkpointAndEnd(service, asker);
          Names moved = Names.ADA.movedTo(7101, "127.70.0.101");
          service.knows(moved);
          service.start();
          asker.restore(image);
          asker.findsAll(moved);
        });
  }

  @ParameterizedTest
  @MethodSource("each")
  void theDaemonMayBeGoneAtTheRestore(Jdk jdk, NameService.Kind kind) throws Exception {
    asking(
        jdk,
        kind,
        (service, asker) -> {
          Path image = checkpointAndEnd(service, asker);
          asker.restore(image);
          asker.finds(Names.FILES);
          asker.findsNone(Names.GRACE);
          service.start();
          asker.findsAgain(Names.ADA);
          asker.findsAgain(Names.GRACE);
          assertThat(asker.output()).isEmpty();
        });
  }
}
