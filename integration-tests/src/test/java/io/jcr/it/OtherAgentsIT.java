// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents of others on the command line, before ours and after it. */
class OtherAgentsIT {
  @TempDir private Path folder;

  private int port;
  private int requests;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
  }

  static Stream<Arguments> eachOrder() {
    return Jdk.each()
        .flatMap(
            jdk ->
                Stream.of("before", "after")
                    .limit(Soak.isLong() || jdk.feature() == 17 ? 2 : 1)
                    .map(o -> Arguments.of(jdk, o)));
  }

  /** Its spans go to standard error. */
  @ParameterizedTest
  @MethodSource("eachOrder")
  void openTelemetryTracesInEachLife(Jdk jdk, String order) throws Exception {
    List<String> options = new ArrayList<>(agents(Agents.OPEN_TELEMETRY.toString(), order));
    options.add("-Dotel.traces.exporter=console");
    options.add("-Dotel.metrics.exporter=none");
    options.add("-Dotel.logs.exporter=none");
    options.add("-Dotel.bsp.schedule.delay=50"); // milliseconds
    // each kind of instrumentation takes time at the start
    options.add("-Dotel.instrumentation.common.default-enabled=false");
    options.add("-Dotel.instrumentation.java-http-server.enabled=true");
    try (Lives lives = Lives.start(jdk, folder, options, CountingServer.class, port)) {
      lives.throughAll(
          () -> {
            serves();
            lives.app().awaitOutput("'GET /' : ");
          });
    }
  }

  /** What it has counted goes to a file when the application ends. */
  @ParameterizedTest
  @MethodSource("eachOrder")
  void jacocoCountsThroughAllLives(Jdk jdk, String order) throws Exception {
    Path counted = folder.resolve("jacoco.exec");
    List<String> options = agents(Agents.JACOCO + "=destfile=" + counted, order);
    try (Lives lives = Lives.start(jdk, folder, options, CountingServer.class, port)) {
      lives.throughAll(this::serves);
      Files.deleteIfExists(counted);
      lives.app().terminate();
      assertThat(lives.app().awaitEnd()).isEqualTo(143);
      assertThat(lives.app().outputOfItsOwn()).isEqualTo("ORDERLY END\n");
      String name = CountingServer.class.getName().replace('.', '/');
      assertThat(Files.readString(counted, StandardCharsets.ISO_8859_1)).contains(name);
    }
  }

  private List<String> agents(String other, String order) throws Exception {
    List<String> agents = new ArrayList<>();
    agents.add("-javaagent:" + other);
    agents.add(Lives.agent(folder, port));
    if (order.equals("after")) {
      Collections.reverse(agents);
    }
    return agents;
  }

  private void serves() throws IOException {
    String count = "" + ++requests;
    assertThat(Http.getOnce(port, "/")).isEqualTo(count);
  }
}
