// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unmodified Tomcat, dying and coming back again and again with its session. */
class TomcatCyclesIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String PAGE =
      """
      <%@ page session="true" %><%
        Integer visits = (Integer) session.getAttribute("visits");
        visits = visits == null ? 1 : visits + 1;
        session.setAttribute("visits", visits);
      %>visit <%= visits %>
      """;

  @TempDir private Path folder;

  private Path home;
  private int port;
  private final CookieManager cookies = new CookieManager();

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
    home = folder.resolve("tomcat");
    Folders.copy(Path.of(System.getProperty("jcr.it.tomcat")), home);
    Path server = home.resolve("conf").resolve("server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace("Connector port=\"8080\"", "Connector port=\"" + port + "\""));
    Path application = Files.createDirectory(home.resolve("webapps").resolve("counter"));
    Files.writeString(application.resolve("index.jsp"), PAGE);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void theSessionCountsThroughItsLives(Jdk jdk) throws Exception {
    App life = App.start(folder, command(jdk));
    try {
      assertThat(visit(life)).isEqualTo("visit 1");
      for (int cycle = 1; cycle <= Soak.visits(); cycle++) {
        Path image = folder.resolve("image-" + cycle);
        long processId = cycle == 1 ? life.processId() : life.restoredId();
        Jcr.run("checkpoint", processId, "--to", image).hasStatus(0);
        assertThat(life.awaitEnd()).isEqualTo(137);
        life = App.restore(folder, image);
        assertThat(visit(life)).isEqualTo("visit " + (cycle + 1));
        Folders.remove(image);
      }
    } finally {
      life.close();
    }
  }

  private List<String> command(Jdk jdk) {
    return List.of(
        jdk.java().toString(),
        "-javaagent:" + Jcr.AGENT,
        "-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"),
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Dcatalina.home=" + home,
        "-Djava.io.tmpdir=" + home.resolve("temp"),
        "-cp",
        home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  /** The page of one browser, asked for until the server is up. */
  private String visit(App server) throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + port + "/counter/");
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end && server.isAlive()) {
      try {
        HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(page).timeout(BOUND).build(), BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return response.body().strip();
        }
      } catch (IOException e) {
        // it does not listen yet
      }
      Thread.sleep(5);
    }
    throw new AssertionError("no page; " + server.output());
  }
}
