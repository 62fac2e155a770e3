// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Tomcat as it comes, on a free port, with one page of its own: a JSP that counts its visits in
 * the session.
 *
 * @param home its folder
 * @param port where it serves
 */
record Tomcat(Path home, int port) {
  private static final String PAGE =
      """
      <%@ page session="true" %><%
        Integer visits = (Integer) session.getAttribute("visits");
        visits = visits == null ? 1 : visits + 1;
        session.setAttribute("visits", visits);
      %>visit <%= visits %>
      """;

  /** Prepares an unpacked one: its port, its page. */
  static Tomcat prepare(Path home) throws IOException {
    int port = freePort();
    Path server = home.resolve("conf").resolve("server.xml");
    String configuration =
        Files.readString(server)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace(
                "Connector port=\"8080\"", "Connector address=\"127.0.0.1\" port=\"" + port + "\"");
    Files.writeString(server, configuration);
    Path application = Files.createDirectories(home.resolve("webapps").resolve("counter"));
    Files.writeString(application.resolve("index.jsp"), PAGE);
    return new Tomcat(home, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The page. */
  URI page() {
    return URI.create("http://127.0.0.1:" + port + "/counter/");
  }

  /** What bin/catalina.sh starts, in a session of its own as a service has it. */
  List<String> command(Path java, Path agentJar) {
    return List.of(
        "setsid",
        java.toString(),
        "-javaagent:" + agentJar,
        "-Djava.util.logging.config.file=" + home.resolve("conf").resolve("logging.properties"),
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + home,
        "-Djava.io.tmpdir=" + home.resolve("temp"),
        "-cp",
        home.resolve("bin").resolve("bootstrap.jar")
            + ":"
            + home.resolve("bin").resolve("tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }
}
