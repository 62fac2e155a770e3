// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Sends a line, waits for its echo, and sends the next. So a server that stands still has one event
 * pending, and no later one can stand in for it if it is lost.
 */
final class EchoClient {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int PAUSE_NANOS = 5_000_000; // shorter than any checkpoint

  private final Exchange exchange;
  private final Closeable connection;
  private final AtomicInteger echoes = new AtomicInteger();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean stopped;

  private EchoClient(Exchange exchange, Closeable connection) {
    this.exchange = exchange;
    this.connection = connection;
    new Thread(this::run, "echo-client").start();
  }

  /** Sends a line, and reads its echo. */
  private interface Exchange {
    void of(String line) throws IOException;
  }

  /** One that stays on its connection. */
  static EchoClient start(int port) throws IOException {
    Socket socket = connect(port);
    return new EchoClient(line -> exchange(socket, line), socket);
  }

  /** One that connects anew for each line. */
  static EchoClient startConnectingEachTime(int port) {
    return new EchoClient(line -> exchangeOnce(port, line), () -> {});
  }

  /** Waits for the echo of a line that was not sent before. */
  void awaitNext(String situation) {
    int seen = echoes.get();
    Awaitility.await("an echo " + situation)
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> echoes.get() > seen + 1 || end.isDone());
    assertThat(end).as(situation).isNotDone();
  }

  /** Ends it; fails where any line did not come back. */
  void stop() throws Exception {
    stopped = true;
    end.get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** What ended it. */
  Throwable awaitFailure() throws Exception {
    return end.handle((nothing, failure) -> failure).get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private void run() {
    try (connection) {
      while (!stopped) {
        exchange.of("line " + echoes.get() + "\n");
        echoes.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      end.complete(null);
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) BOUND.toMillis());
    return socket;
  }

  static void exchangeOnce(int port, String line) throws IOException {
    try (Socket socket = connect(port)) {
      exchange(socket, line);
    }
  }

  private static void exchange(Socket socket, String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(bytes);
    byte[] echo = socket.getInputStream().readNBytes(bytes.length);
    if (echo.length < bytes.length) {
      throw new EOFException("the connection has ended");
    }
    assertThat(new String(echo, StandardCharsets.US_ASCII)).isEqualTo(line);
  }
}
