// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sends back what it gets, through a selector of the JDK; argument: the port. */
public final class SelectorEchoServer {
  private static final int BUFFER = 100;

  private SelectorEchoServer() {}

  public static void main(String[] arguments) throws Exception {
    Selector selector = Selector.open();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
    server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    System.out.println("READY");
    while (true) {
      selector.select(SelectorEchoServer::handle);
    }
  }

  private static void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel connection = ((ServerSocketChannel) key.channel()).accept();
        connection.configureBlocking(false).register(key.selector(), SelectionKey.OP_READ);
      } else if (!echo((SocketChannel) key.channel())) {
        System.out.println("ended");
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False at the end of the connection. */
  private static boolean echo(SocketChannel connection) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      if (connection.read(buffer) < 0) {
        return false;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        connection.write(buffer);
      }
      return true;
    } catch (IOException reset) {
      return false;
    }
  }
}
