// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A browser with one session. */
final class Page {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 2;

  private final URI uri;
  private final CookieManager cookies = new CookieManager();

  Page(URI uri) {
    this.uri = uri;
  }

  /** The text of the first answer with status 200, asked for until it comes. */
  String await(Process server) throws IOException, InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      if (!server.isAlive()) {
        throw new IOException("the server ended with status " + server.exitValue());
      }
      try {
        HttpResponse<String> response = get();
        if (response.statusCode() == 200) {
          return response.body().strip();
        }
      } catch (IOException e) {
        // it does not listen yet
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("no answer from " + uri + " within " + BOUND.toSeconds() + " s");
  }

  /** One answer. A new client each time: connections do not outlive the server. */
  HttpResponse<String> get() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(BOUND).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
