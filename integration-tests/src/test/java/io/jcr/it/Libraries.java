// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program under test has on its class path, of the jars that the tests have on theirs. */
enum Libraries {
  NONE(),
  JETTY("jetty-", "logback-", "slf4j-"),
  LOGGING("log4j-", "logback-", "slf4j-"),
  MICROMETER("micrometer-"),
  NETTY("netty-"),
  UNDERTOW("undertow-", "xnio-", "jboss-", "wildfly-", "smallrye-");

  private final List<String> names;

  /** How the names of the jars begin. */
  Libraries(String... names) {
    this.names = List.of(names);
  }

  /** The programs of {@code io.jcr.it.app}, and the jars. */
  String classPath() {
    List<String> path = new ArrayList<>(List.of(App.CLASSES));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (names.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith)) {
        path.add(entry);
      }
    }
    return String.join(File.pathSeparator, path);
  }
}
