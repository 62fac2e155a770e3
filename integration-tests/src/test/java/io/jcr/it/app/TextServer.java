// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The HTTP server of the programs here, on loopback. */
final class TextServer {
  private static final int THREADS = 4;

  private TextServer() {}

  /** What it says. */
  interface Answers {
    /** The answer to a path and a query; what is thrown is an answer as well. */
    String answer(String path, String query) throws Exception;
  }

  /**
   * Starts one.
   *
   * @param backlog how many connections may wait to be accepted; 0 for the JDK's own number
   */
  static void start(int port, int backlog, Answers answers) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, backlog);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String answer = answer(answers, path, exchange.getRequestURI().getQuery());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.start();
  }

  private static String answer(Answers answers, String path, String query) {
    try {
      return answers.answer(path, query);
    } catch (Exception e) {
      return "" + e;
    }
  }
}
