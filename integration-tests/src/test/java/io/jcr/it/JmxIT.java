// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jcr:type=Checkpoint}, by a client that has none of JCR's classes. */
class JmxIT {
  private static final String[] ONE = {"java.lang.String"};
  private static final String[] TWO = {"java.lang.String", "boolean"};

  @TempDir private Path folder;

  private int port;
  private ObjectName bean;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
    bean = new ObjectName("jcr:type=Checkpoint");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void keepsRunningAndAnswersOverTheSameConnection(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = serve(jdk);
        JMXConnector connector = connect(app)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      for (int i = 1; i <= 2; i++) {
        server.invoke(bean, "checkpoint", new Object[] {image + "-" + i, true}, TWO);
        assertThat(Path.of(image + "-" + i, "contents")).exists();
      }
      assertThat((String) server.getAttribute(bean, "LastCheckpoint")).endsWith("image-2");
      assertThat((String) server.getAttribute(bean, "LastPause"))
          .matches("stop [\\d.]+, scan [\\d.]+, .*, dump [\\d.]+, .*, thaw [\\d.]+ ms");
      assertThat(server.getAttribute(bean, "RestoreCount")).isEqualTo(0);
      assertThat(server.getAttribute(bean, "RestoreTime")).isEqualTo(-1L);
    }
    try (App restored = App.restore(folder, Path.of(image + "-2"))) {
      assertThat(Http.await(port, "/")).isEqualTo("1");
      try (JMXConnector connector = connect(restored.restoredId())) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        assertThat(server.getAttribute(bean, "RestoreCount")).isEqualTo(1);
        assertThat((Long) server.getAttribute(bean, "UptimeSinceRestore")).isBetween(0L, 60_000L);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void repliesBeforeTheProcessIsGone(Jdk jdk) throws Exception {
    Path image = folder.resolve("image");
    try (App app = serve(jdk)) {
      // not closed: that would ask a server that is gone
      MBeanServerConnection server = connect(app).getMBeanServerConnection();
      Object reply = server.invoke(bean, "checkpoint", new Object[] {image.toString()}, ONE);
      assertThat((String) reply).contains(image.toString());
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Http.awaitFile(image.resolve("contents"));
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).isEqualTo("1");
      assertThat(restored.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesWithAMessageThatAnyClientCanRead(Jdk jdk) throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    try (App app = serve(jdk);
        JMXConnector connector = connect(app)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      assertThatThrownBy(
              () -> server.invoke(bean, "checkpoint", new Object[] {taken.toString(), true}, TWO))
          .hasRootCauseMessage(
              "JCR-401: "
                  + taken
                  + " exists already; choose another folder, or remove this one; nothing is ever"
                  + " overwritten");
      CompositeData report = (CompositeData) server.invoke(bean, "preflight", null, null);
      assertThat(report.get("ready")).isEqualTo(true);
      int handles = ((CompositeData[]) report.get("handles")).length;
      assertThat(handles).isPositive();
      // a connection of the client's may have come or gone
      assertThat((int) server.getAttribute(bean, "OpenHandles"))
          .isBetween(handles - 3, handles + 3);
      assertThat(Http.get(port, "/")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void acceptsOneCheckpointAtATime(Jdk jdk) throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    try (App app = serve(jdk)) {
      List<CompletableFuture<String>> replies =
          List.of(checkpointBySomebody(app, first), checkpointBySomebody(app, second));
      List<String> texts = replies.stream().map(CompletableFuture::join).toList();
      assertThat(texts).filteredOn(text -> text.contains("JCR-604")).hasSize(1);
      assertThat(texts).filteredOn(text -> text.contains("about to end")).hasSize(1);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    Awaitility.await("the image")
        .until(
            () ->
                Files.exists(first.resolve("contents")) ^ Files.exists(second.resolve("contents")));
  }

  /** By a client of its own; gives the answer or the refusal. */
  private CompletableFuture<String> checkpointBySomebody(App app, Path image) throws Exception {
    MBeanServerConnection server = connect(app).getMBeanServerConnection();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return (String) server.invoke(bean, "checkpoint", new Object[] {"" + image}, ONE);
          } catch (JMException | IOException | RuntimeException e) {
            return "" + e.getCause();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void remembersARefusal(Jdk jdk) throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    try (App app = serve(jdk);
        JMXConnector connector = connect(app)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      for (int i = 1; i <= 2; i++) { // the first one lets the second one in
        assertThatThrownBy(
                () -> server.invoke(bean, "checkpoint", new Object[] {taken.toString()}, ONE))
            .rootCause()
            .hasMessageStartingWith("JCR-401");
      }
      assertThat((String) server.getAttribute(bean, "LastFailure")).contains("JCR-401");
      assertThat(server.getAttribute(bean, "State")).isEqualTo("RUNNING");
    }
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void standsInNoStrictModesWay(Jdk jdk) throws Exception {
    String rules = "mode: strict\nrules: [{type: socket, localPort: " + port + ", action: keep}]\n";
    Path config = Files.writeString(folder.resolve("jcr.yaml"), rules);
    List<String> agent = List.of("-javaagent:" + Jcr.AGENT + "=config=" + config);
    Path image = folder.resolve("image");
    try (App app =
            App.start(jdk, folder, agent, CountingServer.class, "" + port).awaitOutput("READY");
        JMXConnector connector = connect(app)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      server.invoke(bean, "checkpoint", new Object[] {image.toString(), true}, TWO);
      assertThat(image.resolve("contents")).exists();
    }
  }

  private App serve(Jdk jdk) throws Exception {
    return App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY");
  }

  private static JMXConnector connect(App app) throws Exception {
    return connect(app.processId());
  }

  /** A connection as any client makes it. */
  static JMXConnector connect(long processId) throws Exception {
    VirtualMachine machine = VirtualMachine.attach("" + processId);
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }
}
