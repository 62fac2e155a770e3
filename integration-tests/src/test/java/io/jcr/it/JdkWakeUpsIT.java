// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jcr.it.app.WakeUps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of sockets, pipes and counters by which the JDK wakes its own threads. */
class JdkWakeUpsIT {
  private static final List<String> NAMES = List.of("selector", "pipe", "group", "watch", "close");

  @TempDir private Path folder;

  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachWakesHereAndInTwoMoreLives(Jdk jdk) throws Exception {
    App life = start(jdk);
    try {
      wakeAll();
      List<String> ended = halfClosed(life.processId());
      assertThat(ended).isNotEmpty();
      Path kept = folder.resolve("kept");
      Jcr.run("checkpoint", life.processId(), "--to", kept, "--keep-running").hasStatus(0);
      wakeAll();
      assertThat(halfClosed(life.processId())).containsAll(ended);
      for (int i = 0; i < 2; i++) {
        Path image = folder.resolve("image-" + i);
        long id = i == 0 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", id, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        life = App.restore(folder, image).awaitOutput("restored from");
        wakeAll();
        assertThat(halfClosed(life.restoredId())).containsAll(ended);
        assertThat(life.outputOfItsOwn()).isEmpty();
      }
    } finally {
      life.close();
    }
  }

  /**
   * Descriptors of the JDK's pair for channels that are closed under a reader: most readers leave
   * by the signal already, and would not notice that it has another end.
   */
  private List<String> halfClosed(long id) throws Exception {
    Path program = Compiler.program(folder, "half-closed.c");
    return Result.of(List.of("" + program, "" + id), Map.of())
        .hasStatus(0)
        .output()
        .lines()
        .toList();
  }

  /**
   * They are numbers in the JDK, with no object that would be closed. The half-closed pair is made
   * before any agent can look on.
   */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void inspectNamesTheJavaOpenerOfEach(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      String json = Jcr.run("inspect", app.processId(), "--json").hasStatus(0).output();
      assertThat(opened(json, "selector", "EPollSelectorImpl.<init>"))
          .containsExactlyInAnyOrder("epoll", "eventfd");
      assertThat(opened(json, "pipe", "PipeImpl.<init>")).containsExactly("pipe", "pipe");
      assertThat(opened(json, "group", "EPollPort.<init>"))
          .containsExactlyInAnyOrder("epoll", "pipe", "pipe");
      assertThat(opened(json, "watch", "LinuxWatchService.<init>"))
          .containsExactlyInAnyOrder("inotify", "unix", "unix");
    }
  }

  /** The kinds of what that thread has opened; in the stack of each is the frame, and ours. */
  private static List<String> opened(String json, String name, String frame) {
    List<String> kinds = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("handles")) {
      JsonObject handle = element.getAsJsonObject();
      if (handle.has("thread") && handle.get("thread").getAsString().equals("opener-" + name)) {
        assertThat(handle.get("stack").toString()).contains(frame, "WakeUps.");
        kinds.add(handle.get("kind").getAsString());
      }
    }
    return kinds;
  }

  private App start(Jdk jdk) throws Exception {
    return App.start(jdk, folder, WakeUps.class, "" + port, "" + folder).awaitOutput("READY");
  }

  /** Asks once: a wake-up that is asked for again may come from the first one. */
  private void wakeAll() throws Exception {
    assertThat(Http.await(port, "/")).isEqualTo("here");
    for (String name : NAMES) {
      assertThat(Http.get(port, "/wake?" + name)).as(name).isEqualTo("woken");
    }
  }
}
