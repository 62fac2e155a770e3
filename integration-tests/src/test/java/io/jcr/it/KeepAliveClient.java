// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests over one connection, at a fixed rate. Anything but a whole answer with status 200,
 * and any end of the connection, fails {@link #stop}.
 */
final class KeepAliveClient {
  private static final int BOUND_MILLIS = 20_000;
  private static final int MOST_REQUESTS = 100_000;

  private final String request;
  private final int periodMillis;
  private final boolean connectsEachTime;
  private final CompletableFuture<Integer> answers = new CompletableFuture<>();
  private volatile boolean stopped;

  private KeepAliveClient(String path, int periodMillis, boolean connectsEachTime) {
    this.connectsEachTime = connectsEachTime;
    this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    this.periodMillis = periodMillis;
  }

  static KeepAliveClient start(int port, String path, int periodMillis) throws IOException {
    KeepAliveClient client = new KeepAliveClient(path, periodMillis, false);
    Socket socket = connect(port);
    new Thread(() -> client.run(() -> socket), "client").start();
    return client;
  }

  /** One that opens a connection for each request, and so meets the accept queue. */
  static KeepAliveClient startConnectingEachTime(int port, String path, int periodMillis) {
    KeepAliveClient client = new KeepAliveClient(path, periodMillis, true);
    new Thread(() -> client.run(() -> connect(port)), "client").start();
    return client;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(BOUND_MILLIS);
    return socket;
  }

  private interface Connection {
    Socket get() throws IOException;
  }

  /** Ends it, and returns how many answers came. */
  int stop() throws Exception {
    stopped = true;
    return answers.get();
  }

  private void run(Connection connection) {
    try {
      int count = 0;
      long next = System.nanoTime();
      Socket socket = connection.get();
      BufferedReader in = reader(socket);
      while (!stopped && count < MOST_REQUESTS) {
        exchange(socket, in);
        count++;
        if (connectsEachTime) {
          socket.close();
          socket = connection.get();
          in = reader(socket);
        }
        next += periodMillis * 1_000_000L;
        Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
      }
      socket.close();
      answers.complete(count);
    } catch (IOException | InterruptedException | RuntimeException e) {
      answers.completeExceptionally(e);
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  private void exchange(Socket socket, BufferedReader in) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skip(length);
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the connection was dropped");
    }
    return line;
  }
}
