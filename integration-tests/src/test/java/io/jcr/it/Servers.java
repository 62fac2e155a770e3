// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.util.HashMap;
import java.util.Map;

/** One server for each JDK, for all tests of a class: none of them may do any harm to it. */
final class Servers implements AutoCloseable {
  private final Starter starter;
  private final Map<Jdk, Server> started = new HashMap<>();

  Servers(Starter starter) {
    this.starter = starter;
  }

  /** The server on that JDK, started when it is first asked for. */
  Server on(Jdk jdk) throws Exception {
    Server server = started.get(jdk);
    if (server == null || !server.isAlive()) {
      server = starter.start(jdk);
      started.put(jdk, server);
    }
    return server;
  }

  @Override
  public void close() {
    started.values().forEach(Server::close);
  }

  /** Starts a server. */
  interface Starter {
    Server start(Jdk jdk) throws Exception;
  }
}
