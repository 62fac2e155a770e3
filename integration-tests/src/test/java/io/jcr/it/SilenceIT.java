// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import io.jcr.it.app.Hello;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM with the agent prints what it printed before, and nothing else. */
class SilenceIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void addsNoLine(Jdk jdk) throws Exception {
    Result without = hello(jdk, List.of());
    Result with = hello(jdk, List.of("-javaagent:" + Jcr.AGENT));
    assertThat(with).isEqualTo(without);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void leavesClassDataSharingOn(Jdk jdk) throws Exception {
    Result with = hello(jdk, List.of("-javaagent:" + Jcr.AGENT, "-Xlog:class+load"));
    assertThat(with.output()).contains("java.lang.Object source: shared objects file");
  }

  /** The first checkpoint loads all the rest of JCR: JNA, protobuf, the planner. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void addsOneLineForACheckpointAndNoWarning(Jdk jdk) throws Exception {
    Requirements.criu();
    String port = "" + Http.freePort();
    try (App app = App.start(jdk, folder, CountingServer.class, port).awaitOutput("READY")) {
      for (int i = 0; i < 2; i++) {
        Path image = folder.resolve("image-" + i);
        Jcr.run("checkpoint", app.processId(), "--to", image, "--keep-running").hasStatus(0);
      }
      assertThat(app.outputOfItsOwn()).isEqualTo("READY\n");
      assertThat(app.output().lines()).hasSize(3);
    }
  }

  private static Result hello(Jdk jdk, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", App.CLASSES, Hello.class.getName()));
    return Result.of(command, Map.of()).hasStatus(0);
  }
}
