// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While the world stands still no class is loaded: the lock of a loader, or of somebody's
 * transformer, may be held by a thread that is stopped. The JVM itself tells what it loads and
 * which threads are started; the last one that a checkpoint starts is the watchdog, at the stop's
 * beginning.
 */
class StopLoadsNothingIT {
  /** Threads that only a checkpoint starts from one thread: each of ten rehearsals has two. */
  private static final int MANY = 20;

  private static final Pattern LINE = Pattern.compile("\\[(\\d+) *](.*)");

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void neitherInThisLifeNorInTheNext(Jdk jdk) throws Exception {
    loadsNothing(jdk);
  }

  /** The files of a recording are copied in the stop. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void norWhereTheFlightRecorderRuns(Jdk jdk) throws Exception {
    String repository = "-XX:FlightRecorderOptions=repository=" + folder.resolve("repository");
    loadsNothing(jdk, "-XX:StartFlightRecording", repository);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void norWhereItsFilesAreTheOnlyOnes(Jdk jdk) throws Exception {
    String repository = "-XX:FlightRecorderOptions=repository=" + folder.resolve("repository");
    loadsNothing(jdk, "-XX:StartFlightRecording", repository, "-XX:-UsePerfData");
  }

  /** There is room for what is written before the stop, and not for the plan. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void norWhereAnImageCannotBeWritten(Jdk jdk) throws Exception {
    Path log = folder.resolve("jvm.log");
    try (Mount disk = Mount.memory(folder.resolve("disk"), "size=1100k");
        Victim victim = new Victim(jdk, folder, "mode=lenient", logOfClasses(log))) {
      victim.checkpoint(disk.path().resolve("image")).refuses(4, "JCR-404");
      victim.isUnharmed();
    }
    assertThat(loadedInStops(log)).hasSize(1).allSatisfy(each -> assertThat(each).isEmpty());
  }

  private static String logOfClasses(Path log) {
    return "-Xlog:class+load,os+thread:file=" + log + ":tid";
  }

  private void loadsNothing(Jdk jdk, String... more) throws Exception {
    Path log = folder.resolve("jvm.log");
    Path image = folder.resolve("image");
    List<String> options = new ArrayList<>(List.of(more));
    options.add(logOfClasses(log));
    try (Victim victim = new Victim(jdk, folder, "mode=lenient", options.toArray(String[]::new))) {
      victim.checkpoint(image, "--keep-running").hasStatus(0);
      Folders.remove(image);
      victim.restores(image);
    }
    assertThat(loadedInStops(log)).hasSize(2).allSatisfy(each -> assertThat(each).isEmpty());
  }

  /** For each thread that has made a checkpoint, what it loaded after its last start of another. */
  private static List<List<String>> loadedInStops(Path log) throws Exception {
    String main = "";
    Map<String, Integer> started = new LinkedHashMap<>();
    Map<String, List<String>> loaded = new LinkedHashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      String thread = matcher.group(1);
      main = main.isEmpty() ? thread : main; // starts the JVM's own, one for each processor
      if (line.contains("started (pthread id")) {
        started.merge(thread, 1, Integer::sum);
        loaded.put(thread, new ArrayList<>());
      } else if (line.contains(" source: ") && loaded.containsKey(thread)) {
        loaded.get(thread).add(matcher.group(2));
      }
    }
    loaded.remove(main);
    loaded.keySet().removeIf(thread -> started.get(thread) < MANY);
    return List.copyOf(loaded.values());
  }
}
