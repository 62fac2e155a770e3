// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;

/**
 * Sends back what it gets, through asynchronous channels: the JDK registers each wait for one event
 * only; argument: the port.
 */
public final class AsynchronousEchoServer {
  private static final int BUFFER = 100;

  private AsynchronousEchoServer() {}

  public static void main(String[] arguments) throws Exception {
    AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open();
    server.bind(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
    System.out.println("READY");
    while (true) {
      AsynchronousSocketChannel connection = server.accept().get();
      new Thread(() -> serve(connection)).start();
    }
  }

  private static void serve(AsynchronousSocketChannel connection) {
    try (connection) {
      echoToItsEnd(connection);
    } catch (ExecutionException reset) {
      // that is an end, too
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    System.out.println("ended");
  }

  private static void echoToItsEnd(AsynchronousSocketChannel connection)
      throws ExecutionException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (connection.read(buffer).get() >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        connection.write(buffer).get();
      }
      buffer.clear();
    }
  }
}
