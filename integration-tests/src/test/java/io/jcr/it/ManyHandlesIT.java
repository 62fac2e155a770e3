// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jcr.it.app.ManyHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand open descriptors are shown, each, while the application goes on. */
class ManyHandlesIT {
  /** 1112 times nine. */
  private static final int EACH = 1112;

  /**
   * Which part of the command's time a thread may not run: a busy machine and the collector's
   * pauses take theirs, while half of that time goes into reading and telling the table.
   */
  private static final int PART = 4;

  private static final String LIMIT = "12000";

  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void showsEachAndStopsNothing(Jdk jdk) throws Exception {
    Path held = Files.writeString(folder.resolve("held"), "held");
    List<String> command =
        List.of(
            "sh",
            "-c",
            "ulimit -n " + LIMIT + " && exec \"$@\"",
            "sh",
            "" + jdk.java(),
            "-javaagent:" + Jcr.AGENT,
            "-Xmx512m",
            "-cp",
            App.CLASSES,
            ManyHandles.class.getName(),
            "" + port,
            "" + held,
            "" + EACH);
    try (App app = App.start(folder, command).awaitOutput("READY")) {
      Jcr.run("inspect", app.processId()).hasStatus(0); // the first one loads classes
      Http.getOnce(port, "/gap");
      Map<Integer, String> open = Handles.all(app.processId());
      long begin = System.nanoTime();
      Result result = Jcr.run("inspect", app.processId(), "--json").hasStatus(0);
      long took = (System.nanoTime() - begin) / 1_000_000;
      long gap = Long.parseLong(Http.getOnce(port, "/gap"));
      Map<Integer, String> kinds = kinds(result.output());
      assertThat(open).hasSizeGreaterThan(10_000);
      assertThat(kinds.keySet()).containsAll(open.keySet());
      assertThat(counts(kinds)).allSatisfy((kind, count) -> assertThat(count).isPositive());
      assertThat(counts(kinds).get("file")).isGreaterThanOrEqualTo(EACH);
      assertThat(counts(kinds).get("udp")).isEqualTo(EACH);
      assertThat(counts(kinds).get("tcp")).isGreaterThanOrEqualTo(3 * EACH);
      assertThat(counts(kinds).get("pipe")).isGreaterThanOrEqualTo(2 * EACH);
      assertThat(counts(kinds).get("epoll")).isGreaterThanOrEqualTo(EACH);
      assertThat(counts(kinds).get("eventfd")).isGreaterThanOrEqualTo(EACH);
      assertThat(gap).as("the longest stop of a thread, in ms").isLessThan(took / PART);
      assertThat(app.output()).isEqualTo("READY\n");
    }
  }

  private static Map<Integer, String> kinds(String json) {
    Map<Integer, String> kinds = new HashMap<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .getAsJsonArray("handles")
        .forEach(
            element -> {
              JsonObject row = element.getAsJsonObject();
              if (row.has("descriptor")) { // no mapped cache of a name service
                kinds.put(row.get("descriptor").getAsInt(), row.get("kind").getAsString());
              }
            });
    return kinds;
  }

  private static Map<String, Integer> counts(Map<Integer, String> kinds) {
    Map<String, Integer> counts = new TreeMap<>();
    kinds.values().forEach(kind -> counts.merge(kind, 1, Integer::sum));
    return counts;
  }
}
