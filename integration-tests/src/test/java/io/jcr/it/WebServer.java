// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import io.jcr.it.app.JettyServer;
import io.jcr.it.app.UndertowServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server from Maven Central whose page counts how often it was asked for.
 *
 * @param options of the JVM, the main class and its arguments
 * @param page the path of the page
 * @param requestLog where it writes each request
 */
record WebServer(List<String> options, String page, Path requestLog) {

  /** Which one. */
  enum Kind {
    TOMCAT(WebServer::tomcat),
    JETTY((home, port) -> embedded(Libraries.JETTY, JettyServer.class, home, port)),
    UNDERTOW((home, port) -> embedded(Libraries.UNDERTOW, UndertowServer.class, home, port));

    private final Maker maker;

    Kind(Maker maker) {
      this.maker = maker;
    }

    /** Makes one in a folder that does not exist yet. */
    WebServer prepare(Path home, int port) throws IOException {
      return maker.make(home, port);
    }
  }

  private interface Maker {
    WebServer make(Path home, int port) throws IOException;
  }

  List<String> command(Jdk jdk) {
    List<String> command =
        new ArrayList<>(List.of(jdk.java().toString(), "-Xmx128m", "-javaagent:" + Jcr.AGENT));
    command.addAll(options);
    return command;
  }

  /** Folder of all its logs. */
  Path logs() {
    return requestLog.getParent();
  }

  private static WebServer tomcat(Path home, int port) throws IOException {
    Folders.copy(Path.of(System.getProperty("jcr.it.tomcat")), home);
    Path server = home.resolve("conf/server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace("Connector port=\"8080\"", "Connector port=\"" + port + "\"")
            .replace("prefix=\"localhost_access_log\"", "prefix=\"access\" fileDateFormat=\"\"")
            .replace("suffix=\".txt\"", "suffix=\".log\" buffered=\"false\""));
    Path application = Files.createDirectory(home.resolve("webapps/counter"));
    Files.writeString(application.resolve("index.jsp"), "<%! int count; %><%= ++count %>");
    return new WebServer(
        List.of(
            "-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"),
            "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            "-Dcatalina.home=" + home,
            "-Djava.io.tmpdir=" + home.resolve("temp"),
            "-cp",
            home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start"),
        "/counter/",
        home.resolve("logs/access.log"));
  }

  private static WebServer embedded(Libraries libraries, Class<?> main, Path home, int port)
      throws IOException {
    Path log = Files.createDirectories(home.resolve("logs")).resolve("access.log");
    return new WebServer(
        List.of("-cp", libraries.classPath(), main.getName(), "" + port, log.toString()), "/", log);
  }
}
