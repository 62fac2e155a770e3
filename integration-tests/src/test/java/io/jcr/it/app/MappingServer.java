// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import com.sun.net.httpserver.HttpServer;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * Answers with the first byte of a file that it has mapped, and the next one of a file that it has
 * open; arguments: the port, the open file, the mapped file.
 */
public final class MappingServer {
  private MappingServer() {}

  public static void main(String[] arguments) throws Exception {
    FileInputStream open = new FileInputStream(arguments[1]);
    MappedByteBuffer mapped = map(Path.of(arguments[2]));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = {mapped.get(0), (byte) open.read()};
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    System.out.println("READY");
  }

  /** Nothing but the mapping is left of it. */
  private static MappedByteBuffer map(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
