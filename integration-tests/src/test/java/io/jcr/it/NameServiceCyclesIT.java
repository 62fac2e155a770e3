// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of a JVM that looks up names, however many, leave it with the descriptors it had. */
class NameServiceCyclesIT {
  /** How many requests make sure that each thread of the program has asked for everything. */
  private static final int ROUNDS = 8;

  @TempDir private Path folder;

  static Stream<Arguments> each() {
    return Jdk.few()
        .flatMap(
            jdk -> Arrays.stream(NameService.Kind.values()).map(kind -> Arguments.of(jdk, kind)));
  }

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("each")
  void noDescriptorIsLeftOver(Jdk jdk, NameService.Kind kind) throws Exception {
    int lives = Soak.lookUpLives();
    try (NameService service = kind.start(folder.resolve("daemon"))) {
      service.asks(true);
      try (Asker asker = Asker.start(jdk, service, folder)) {
        asker.checkpointAndGoOn(); // the first of each way opens what the agent keeps
        asker.checkpointItself();
        List<String> before = settled(asker);
        for (int cycle = 1; cycle <= Soak.lookUpCycles(); cycle++) {
          if (cycle <= lives) {
            live(asker, service, cycle);
          } else {
            goOn(asker, service, cycle);
          }
          asker.findsAgain(Names.ADA);
          int now = cycle;
          Asker.eventually(() -> assertThat(more(asker, before)).as("in cycle " + now).isEmpty());
        }
        settled(asker);
        Asker.eventually(() -> assertThat(more(asker, before)).isEmpty());
      }
    }
  }

  /** What there was not, or not as often. */
  private static List<String> more(Asker asker, List<String> before) throws Exception {
    List<String> more = new ArrayList<>(asker.descriptors());
    before.forEach(more::remove);
    return more;
  }

  private static List<String> settled(Asker asker) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      asker.findsAll(Names.ADA);
    }
    return asker.descriptors();
  }

  /** Every other time with another daemon. */
  private static void live(Asker asker, NameService service, int cycle) throws Exception {
    Path image = asker.checkpoint("image");
    if (cycle % 2 == 0) {
      service.stop();
      service.removeCaches();
      service.start();
    }
    asker.restore(image);
    Folders.remove(image);
  }

  /** Every fifth time with another daemon. */
  private static void goOn(Asker asker, NameService service, int cycle) throws Exception {
    asker.checkpointItself();
    if (cycle % 5 == 0) {
      service.restart();
    }
  }
}
