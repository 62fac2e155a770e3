// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who asked, for each handle that the C library keeps from looking up a name. */
class NameServiceProvenanceIT {
  private static final String THREAD = "the-asker";
  private static final String[] GROUP_FRAMES = {
    "NameLookups.groupId(", "NameLookups.answer(", "NameLookups.askFirst("
  };

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    Requirements.criu();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.NameServicesIT#each")
  void inspectNamesThreadAndStack(Jdk jdk, NameService.Kind kind) throws Exception {
    try (NameService service = kind.start(folder.resolve("daemon"));
        Asker asker = Asker.start(jdk, service, folder, "group?" + Names.ADA.group())) {
      List<JsonObject> rows = rows(asker, service);
      assertThat(rows).filteredOn(row -> !isBeforeAgent(row)).isNotEmpty();
      for (JsonObject row : rows) {
        if (!isBeforeAgent(row)) {
          assertThat(row.get("thread").getAsString()).isEqualTo(THREAD);
          assertThat(row.get("stack").toString())
              .containsSubsequence(GROUP_FRAMES)
              .doesNotContain("io.jcr.agent", "io.jcr.boot");
        }
      }
    }
  }

  /** The JVM asks for the name of its user while it starts. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.NameServicesIT#each")
  void inspectSaysWhatIsOlderThanTheAgent(Jdk jdk, NameService.Kind kind) throws Exception {
    try (NameService service = kind.start(folder.resolve("daemon"))) {
      service.asks(true);
      try (Asker asker = Asker.start(jdk, service, folder)) {
        assertThat(rows(asker, service))
            .isNotEmpty()
            .allMatch(NameServiceProvenanceIT::isBeforeAgent);
      }
    }
  }

  private static boolean isBeforeAgent(JsonObject row) {
    return row.has("openedBeforeAgent") && row.get("openedBeforeAgent").getAsBoolean();
  }

  private static List<JsonObject> rows(Asker asker, NameService service) throws Exception {
    String json = Jcr.run("inspect", asker.processId(), "--json").hasStatus(0).output();
    return StreamSupport.stream(
            JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("handles").spliterator(),
            false)
        .map(JsonElement::getAsJsonObject)
        .filter(row -> row.get("target").getAsString().contains(service.mark()))
        .toList();
  }
}
