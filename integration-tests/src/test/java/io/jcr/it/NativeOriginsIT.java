// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no Java class has opened is told with the library and the thread that most likely did. */
class NativeOriginsIT {
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** So many descriptors that stay open, by when some others have come and gone. */
  private static final int MANY = 12;

  private static final String LINGERS = "the-one-that-lingers-there";

  /**
   * The C library's own frames are not where it was called. The library is certain; the function is
   * that of the first address of its code on the stack, and a word that an earlier call has left
   * there may come first, as it does with GCC 14.
   */
  private static final String CODE = "library-.*\\+0x[0-9a-f]+ \\(\\w+\\)";

  @TempDir private Path folder;

  private Path library;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    library = NativeLibrary.in(folder);
    Files.writeString(folder.resolve("held"), "held");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void inspectNamesTheLibraryAndACommandThatWouldTell(Jdk jdk) throws Exception {
    try (App app = NativeLibrary.open(jdk, folder, library).awaitOutput("READY")) {
      Path html = folder.resolve("page.html");
      String json =
          Jcr.run("inspect", app.processId(), "--json", "--html", html).hasStatus(0).output();
      JsonObject origin = first(rows(json, "handles"), "eventfd").getAsJsonObject("native");
      assertThat(library(origin)).isEqualTo(library.toString());
      assertThat(origin.toString()).contains("\"calls\":[\"eventfd\"");
      assertThat(origin.getAsJsonArray("commands").get(0).getAsString())
          .startsWith("strace -f -k -p " + app.processId() + " -e trace=eventfd2");
      assertThat(origin.getAsJsonArray("commands").get(1).getAsString())
          .startsWith("bpftrace -e 'tracepoint:syscalls:sys_exit_eventfd2")
          .contains(" /pid == " + app.processId() + " ");
      assertThat(first(rows(json, "handles"), "file").has("native")).isFalse();
      String perhaps = "perhaps " + library + " (calls eventfd";
      assertThat(Files.readString(html)).contains(perhaps);
      assertThat(Jcr.run("inspect", app.processId()).hasStatus(0).output())
          .contains("NATIVE eventfd ", perhaps, "strace -f -k -p " + app.processId());
      assertThat(app.output()).isEqualTo("READY\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aWatchNamesTheThreadThatWasInNativeCode(Jdk jdk) throws Exception {
    try (App app = NativeLibrary.open(jdk, folder, library).awaitOutput("READY")) {
      Result result = Jcr.run("inspect", app.processId(), "--json", "--native-watch", "3");
      List<JsonObject> appeared = appeared(result.hasStatus(0).output());
      List<JsonObject> caught = new ArrayList<>();
      for (JsonObject row : of(appeared, "eventfd")) {
        assertThat(library(row)).isEqualTo(library.toString());
        assertThat(row.getAsJsonArray("ran").toString() + row.getAsJsonArray("inNativeCode"))
            .contains(LINGERS);
        rows(row.getAsJsonArray("inNativeCode")).forEach(caught::add);
      }
      assertThat(caught)
          .isNotEmpty()
          .anySatisfy(
              thread -> {
                assertThat(thread.get("thread").getAsString()).isEqualTo(LINGERS);
                assertThat(thread.get("library").getAsString()).isEqualTo(library.toString());
                assertThat(thread.get("code").getAsString()).matches(CODE);
              });
      for (JsonObject row : of(appeared, "timerfd")) {
        assertThat(row.getAsJsonArray("ran").toString() + row.getAsJsonArray("inNativeCode"))
            .contains("the-quick-one");
      }
      for (JsonObject row : of(appeared, "file")) {
        assertThat(row.get("thread").getAsString()).isEqualTo("the-java-one");
        assertThat(row.get("stack").toString()).contains("Openers.");
        assertThat(row.has("libraries")).isFalse();
      }
      assertThat(app.output()).isEqualTo("READY\n");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aWatchTellsItToPeopleToo(Jdk jdk) throws Exception {
    try (App app = NativeLibrary.open(jdk, folder, library).awaitOutput("READY")) {
      assertThat(Jcr.run("inspect", app.processId(), "--native-watch", "3").hasStatus(0).output())
          .containsPattern("(?m)^WATCHED, looked \\d+ times: \\d+ descriptors appeared$")
          .containsPattern(
              "APPEARED \\d+ \\(eventfd anon_inode:\\[eventfd]\\) after \\d+ ms\n"
                  + " +thread "
                  + LINGERS
                  + " \\(\\d+\\) was in native code: library-")
          .containsPattern("APPEARED \\d+ \\(file .*held\\) after \\d+ ms\n +by the-java-one");
    }
  }

  /** When one needs it: what was seen until then is told. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aWatchOfAProcessThatEndsTellsWhatItSaw(Jdk jdk) throws Exception {
    try (App app = NativeLibrary.open(jdk, folder, library).awaitOutput("READY")) {
      long id = app.processId();
      try (App watch =
          App.start(
              folder, List.of("" + Jcr.COMMAND, "inspect", "" + id, "--native-watch", "60"))) {
        awaitAnswerTo(id);
        awaitOpened(id, MANY);
        app.terminate();
        assertThat(watch.awaitEnd()).as(watch.output()).isEqualTo(0);
        assertThat(watch.output())
            .contains("JCR-601: ")
            .containsPattern("(?m)^WATCHED, looked \\d+ times: \\d+ descriptors appeared$")
            .containsPattern("APPEARED \\d+ \\(eventfd ");
      }
    }
  }

  /**
   * The folder of a request is there from its question to its answer: the watch comes after that.
   */
  private static void awaitAnswerTo(long id) {
    Path request = Path.of("/tmp/jcr-request-" + id);
    awaiting("the request").until(() -> Files.exists(request));
    awaiting("its answer").until(() -> !Files.exists(request));
  }

  private static void awaitOpened(long id, int more) throws IOException {
    int open = Handles.all(id).size();
    awaiting(more + " more descriptors").until(() -> Handles.all(id).size() >= open + more);
  }

  private static ConditionFactory awaiting(String what) {
    return Awaitility.await(what).atMost(BOUND).pollInterval(Duration.ofMillis(5));
  }

  /** The attach listener's socket is the JVM's own, and no library is loaded but the JDK's. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void saysSoWhereOnlyTheJdkIsThere(Jdk jdk) throws Exception {
    try (App app =
        App.start(jdk, folder, io.jcr.it.app.ThreeDeep.class, "" + folder.resolve("held"))
            .awaitOutput("READY")) {
      assertThat(Jcr.run("inspect", app.processId()).hasStatus(0).output())
          .containsPattern(
              "used by thread Attach Listener \\(\\d+\\), which waits in accept, in libjvm\\.so\\+")
          .containsPattern(
              "NATIVE unix [\\d, ]+: no Java class opened it\n     no library is loaded but the JDK's");
      Jcr.run("inspect", app.processId(), "--native-watch", "0")
          .hasStatus(64)
          .says("JCR-102", "--native-watch takes a number of seconds");
      Jcr.run("inspect", app.processId(), "--html", folder.resolve("no/page.html"))
          .hasStatus(64)
          .says("JCR-102", "no/page.html cannot be written");
    }
  }

  private static List<JsonObject> appeared(String json) {
    JsonObject watch = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("watch");
    assertThat(watch.get("looks").getAsInt()).isGreaterThan(10);
    return rows(watch.getAsJsonArray("appeared"));
  }

  private static List<JsonObject> rows(String json, String key) {
    return rows(JsonParser.parseString(json).getAsJsonObject().getAsJsonArray(key));
  }

  private static List<JsonObject> rows(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** Those of a kind, of which there are some. */
  private static List<JsonObject> of(List<JsonObject> rows, String kind) {
    List<JsonObject> found =
        rows.stream().filter(row -> row.get("kind").getAsString().equals(kind)).toList();
    assertThat(found).as(kind).hasSizeGreaterThan(2);
    return found;
  }

  private static JsonObject first(List<JsonObject> rows, String kind) {
    return rows.stream()
        .filter(row -> row.get("kind").getAsString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static String library(JsonObject origin) {
    return origin.getAsJsonArray("libraries").get(0).getAsJsonObject().get("path").getAsString();
  }
}
