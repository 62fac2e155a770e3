// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request with how many there were; argument: the port. */
public final class CountingServer {
  private CountingServer() {}

  public static void main(String[] arguments) throws Exception {
    AtomicInteger count = new AtomicInteger();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = ("" + count.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/say",
        exchange -> {
          System.out.println("said " + exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext("/exit", exchange -> System.exit(42));
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ORDERLY END")));
    System.out.println("READY");
  }
}
