// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jcr.it.app.ThreeDeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who opened it: file, thread, time and frames. */
class ProvenanceIT {
  private static final String[] FRAMES = {
    "ThreeDeep.inner(", "ThreeDeep.middle(", "ThreeDeep.outer("
  };

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    file = Files.writeString(folder.resolve("held.txt"), "held");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void inspectNamesFileThreadTimeAndFrames(Jdk jdk) throws Exception {
    Instant before = Instant.now();
    try (App app = App.start(jdk, folder, ThreeDeep.class, "" + file).awaitOutput("READY")) {
      String table = Jcr.run("inspect", app.processId()).hasStatus(0).output();
      assertThat(table).contains(file.toString(), "the-opener").contains(FRAMES);
      JsonObject row = row(Jcr.run("inspect", app.processId(), "--json").hasStatus(0).output());
      assertThat(row.get("thread").getAsString()).isEqualTo("the-opener");
      assertThat(Instant.parse(row.get("openedAt").getAsString()))
          .isBetween(before.minus(Duration.ofSeconds(1)), Instant.now());
      assertThat(row.get("stack").toString())
          .containsSubsequence(FRAMES)
          .doesNotContain("io.jcr.agent", "io.jcr.boot");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aBlockerNamesFileThreadTimeAndFrames(Jdk jdk) throws Exception {
    Path rules = folder.resolve("jcr.yaml");
    Files.writeString(rules, "rules:\n  - {type: file, path: \"" + file + "\", action: error}\n");
    List<String> options = List.of("-javaagent:" + Jcr.AGENT + "=config=" + rules);
    try (App app =
        App.start(jdk, folder, options, ThreeDeep.class, "" + file).awaitOutput("READY")) {
      Path image = folder.resolve("image");
      Result result = Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(2);
      result.says("JCR-210", file.toString(), "the-opener", "jcr.yaml:2").says(FRAMES);
      assertThat(image).doesNotExist();
      assertThat(app.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void saysSoWhereAHandleIsOlderThanTheAgent(Jdk jdk) throws Exception {
    List<String> options = List.of("-XX:+EnableDynamicAgentLoading");
    try (App app =
        App.start(jdk, folder, options, ThreeDeep.class, "" + file).awaitOutput("READY")) {
      JsonObject row = row(Jcr.run("inspect", app.processId(), "--json").hasStatus(0).output());
      assertThat(row.get("openedBeforeAgent").getAsBoolean()).isTrue();
    }
  }

  private JsonObject row(String json) {
    return StreamSupport.stream(
            JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("handles").spliterator(),
            false)
        .map(JsonElement::getAsJsonObject)
        .filter(handle -> handle.get("target").getAsString().equals(file.toString()))
        .findFirst()
        .orElseThrow();
  }
}
