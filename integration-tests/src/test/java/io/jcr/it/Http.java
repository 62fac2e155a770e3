// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Requests to programs under test, on loopback only. */
final class Http {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private Http() {}

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether nobody listens there. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The body of one answer, over a connection of its own. */
  static String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(BOUND)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** The same over a connection that the server closes after it. */
  static String getOnce(int port, String path) throws IOException {
    URL url = URI.create("http://127.0.0.1:" + port + path).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.setConnectTimeout((int) BOUND.toMillis());
    connection.setReadTimeout((int) BOUND.toMillis());
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Waits until a file is there. */
  static void awaitFile(Path file) {
    Awaitility.await(file.toString()).atMost(BOUND).until(() -> Files.exists(file));
  }

  /** Asks for what makes the server end before it can answer. */
  static void getIgnoringEnd(int port, String path) throws InterruptedException {
    try {
      get(port, path);
    } catch (IOException e) {
      // as expected
    }
  }

  /** The same, asked again until something listens. */
  static String await(int port, String path) throws IOException, InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    while (true) {
      try {
        return get(port, path);
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(5);
      }
    }
  }
}
