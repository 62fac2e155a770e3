// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.accesslog.DefaultAccessLogReceiver;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Undertow, which counts its requests and writes each into its log. */
public final class UndertowServer {
  private UndertowServer() {}

  /** Arguments: a port, and the path of the log, which ends in {@code .log}. */
  public static void main(String[] arguments) throws Exception {
    Path log = Path.of(arguments[1]);
    String name = log.getFileName().toString();
    DefaultAccessLogReceiver receiver =
        DefaultAccessLogReceiver.builder()
            .setLogWriteExecutor(Executors.newSingleThreadExecutor())
            .setOutputDirectory(log.getParent())
            .setLogBaseName(name.substring(0, name.lastIndexOf('.') + 1))
            .setLogNameSuffix("log")
            .setRotate(false)
            .build();
    AtomicInteger count = new AtomicInteger();
    HttpHandler counter =
        exchange -> exchange.getResponseSender().send("" + count.incrementAndGet());
    Undertow.builder()
        .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
        .setHandler(
            new AccessLogHandler(
                counter, receiver, "common", UndertowServer.class.getClassLoader()))
        .build()
        .start();
    InetAddress.getByName("localhost");
    System.out.println("READY");
  }
}
