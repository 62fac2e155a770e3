// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Listens at {@code socket} in the folder that its argument names, and accepts nobody until a file
 * {@code go} is there. Answers each byte of a client with the same byte, after it has sent that
 * byte through a connection that it has with itself.
 */
public final class UnixServer {
  private static SocketChannel near;
  private static SocketChannel far;

  private UnixServer() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address, 7);
    UnixDomainSocketAddress own = UnixDomainSocketAddress.of(folder.resolve("own"));
    ServerSocketChannel itself = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    itself.bind(own);
    near = SocketChannel.open(own);
    far = itself.accept();
    System.out.println("READY");
    while (!Files.exists(folder.resolve("go"))) {
      Thread.sleep(20);
    }
    while (true) {
      SocketChannel client = server.accept();
      new Thread(() -> echo(client)).start();
    }
  }

  private static void echo(SocketChannel client) {
    try {
      ByteBuffer one = ByteBuffer.allocate(1);
      while (client.read(one) == 1) {
        passOn(one);
        client.write(one.flip());
        one.clear();
      }
      client.close();
    } catch (IOException e) {
      System.out.println("FAILED: " + e);
    }
  }

  /** One byte at a time: the connection is everybody's, and each is to get its own back. */
  private static synchronized void passOn(ByteBuffer one) throws IOException {
    near.write(one.flip());
    one.clear();
    far.read(one);
  }
}
