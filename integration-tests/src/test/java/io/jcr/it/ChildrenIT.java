// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jcr.it.app.CountingServer;
import io.jcr.it.app.Parent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that the application has started come along. */
class ChildrenIT {
  @TempDir private Path folder;

  private int port;
  private int serverPort;
  private Path log;
  private Path image;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
    serverPort = Http.freePort();
    log = folder.resolve("log");
    image = folder.resolve("image");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachGoesOnHereAndInAnotherLife(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      assertThat(states(app.processId())).contains("Z");
      serve("1", 1);
      Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      serve("2", 2);
      Folders.remove(image);
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (App life = App.restore(folder, image)) {
      assertThat(Http.await(serverPort, "/")).isEqualTo("3");
      serve("3", 4);
      assertThat(log).hasContent("1\n2\n3\n");
      assertThat(states(life.restoredId())).contains("Z");
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void inspectListsEachWithWhoStartedIt(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      long jvm = app.processId();
      Path html = folder.resolve("page.html");
      String json = Jcr.run("inspect", jvm, "--json", "--html", html).hasStatus(0).output();
      Map<String, JsonObject> children = children(json);
      assertThat(children.keySet())
          .containsExactlyInAnyOrderElementsOf(
              ProcessHandle.of(jvm)
                  .orElseThrow()
                  .descendants()
                  .map(each -> "" + each.pid())
                  .toList());
      JsonObject cat = child(children, "cat");
      assertThat(cat.get("parentId").getAsLong()).isEqualTo(jvm);
      assertThat(cat.get("action").getAsString()).isEqualTo("keep");
      assertThat(cat.get("thread").getAsString()).isEqualTo("main");
      assertThat(cat.get("stack").toString()).contains("ProcessBuilder.start(", "Parent.main(");
      JsonObject ended = child(children, "");
      assertThat(ended.get("parentId")).isEqualTo(cat.get("processId"));
      assertThat(Files.readString(html)).contains("CountingServer", "Parent.main(");
      assertThat(Jcr.run("inspect", jvm).hasStatus(0).output())
          .containsPattern("(?m)^CHILD +PARENT +ACTION +STARTED BY +COMMAND$")
          .containsPattern("(?m)^" + cat.get("processId") + " +" + jvm + " +keep +main +cat$");
    }
  }

  /** A device is carried by nobody. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void inspectTellsWhichStandsInTheWay(Jdk jdk) throws Exception {
    Path kmsg = Path.of("/dev/kmsg");
    List<String> command =
        List.of("sh", "-c", "sleep 600 3</dev/kmsg & exec \"$@\"", "sh", "" + jdk.java());
    List<String> more =
        List.of("-javaagent:" + Jcr.AGENT, "-cp", App.CLASSES, CountingServer.class.getName());
    List<String> all = new ArrayList<>(command);
    all.addAll(more);
    all.add("" + port);
    assertThat(kmsg).exists();
    try (App app = App.start(folder, all).awaitOutput("READY")) {
      String json = Jcr.run("inspect", app.processId(), "--json").hasStatus(0).output();
      JsonObject sleep = child(children(json), "sleep 600");
      assertThat(sleep.get("action").getAsString()).isEqualTo("error");
      assertThat(sleep.get("blockers").toString()).contains("JCR-208", "/dev/kmsg");
      assertThat(sleep.has("thread")).isFalse();
    }
  }

  private static Map<String, JsonObject> children(String json) {
    Map<String, JsonObject> children = new LinkedHashMap<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .getAsJsonArray("children")
        .forEach(
            child ->
                children.put(
                    child.getAsJsonObject().get("processId").getAsString(),
                    child.getAsJsonObject()));
    return children;
  }

  private static JsonObject child(Map<String, JsonObject> children, String command) {
    return children.values().stream()
        .filter(child -> child.get("command").getAsString().equals(command))
        .findFirst()
        .orElseThrow();
  }

  /** The next JVM that starts would delete the performance counters of one that is gone. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aJvmBelowComesAlongWithItsPerformanceCounters(Jdk jdk) throws Exception {
    Path counters;
    try (App app = start(jdk)) {
      counters = counters(app.processId());
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Files.deleteIfExists(counters);
    try (App life = App.restore(folder, image)) {
      assertThat(Http.await(serverPort, "/")).isEqualTo("1");
      assertThat(counters).exists();
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }

  private static Path counters(long processId) throws IOException {
    ProcessHandle server =
        ProcessHandle.of(processId)
            .orElseThrow()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow();
    Path maps = Path.of("/proc", "" + server.pid(), "maps");
    return Files.readAllLines(maps).stream()
        .filter(line -> line.contains("/hsperfdata_"))
        .map(line -> Path.of(line.substring(line.indexOf('/'))))
        .findFirst()
        .orElseThrow();
  }

  /** CRIU goes on where the file ends, as for any file that is only appended to. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aLogThatHasGrownGoesOnAtItsEnd(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      serve("1", 1);
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Files.writeString(log, "1\nsomebody else's\n");
    try (App life = App.restore(folder, image)) {
      assertThat(Http.await(port, "/log?2")).isEqualTo("2");
      assertThat(log).hasContent("1\nsomebody else's\n2\n");
      assertThat(life.isAlive()).isTrue();
    }
  }

  private App start(Jdk jdk) throws Exception {
    return App.start(jdk, folder, Parent.class, "" + port, "" + serverPort, "" + log)
        .awaitOutput("READY");
  }

  private void serve(String text, int requests) throws Exception {
    assertThat(Http.getOnce(port, "/log?" + text)).isEqualTo(text);
    assertThat(Http.getOnce(port, "/ended?" + text)).isEqualTo(text);
    assertThat(Http.getOnce(serverPort, "/")).isEqualTo("" + requests);
  }

  /** Of the processes below: a letter each (proc_pid_stat(5)). */
  private static List<String> states(long processId) {
    return ProcessHandle.of(processId)
        .orElseThrow()
        .descendants()
        .map(child -> Path.of("/proc", "" + child.pid(), "stat"))
        .map(ChildrenIT::state)
        .toList();
  }

  private static String state(Path stat) {
    try {
      return Files.readString(stat).replaceFirst(".*\\) (.) .*\\s*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
