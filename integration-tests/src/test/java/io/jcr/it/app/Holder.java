// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A server with a log, and with a connection to a Unix socket. Arguments: the port, the log, and
 * the path of the socket or {@code -}. {@code /log?TEXT} writes a line, {@code /ask?TEXT} sends it
 * over the connection and gives the answer, or {@code EOF}.
 */
public final class Holder {
  private static OutputStream log;
  private static SocketChannel connection;

  private Holder() {}

  public static void main(String[] arguments) throws Exception {
    log = new FileOutputStream(arguments[1], true);
    if (!arguments[2].equals("-")) {
      connection = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[2])));
    }
    TextServer.start(Integer.parseInt(arguments[0]), 77, Holder::answer);
    System.out.println("READY");
  }

  private static String answer(String path, String text) throws IOException {
    if (path.equals("/log")) {
      log.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      return "logged";
    }
    return ask(text);
  }

  private static String ask(String text) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    try {
      connection.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return connection.read(buffer) < 0 ? "EOF after " + e.getMessage() : "no EOF";
    }
    return connection.read(buffer) < 0
        ? "EOF"
        : new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
  }
}
