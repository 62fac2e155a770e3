// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines that go over a TCP connection of this program to itself, to a thread that writes what it
 * reads to the file {@code tcp}. Once the connection is gone, the rest is dropped; what the writer
 * was told is in {@code tcp-broken} then.
 */
final class TcpLines implements Writers.Sink {
  private final Path folder;
  private final OutputStream out;
  private final Thread reader;
  private boolean broken;

  TcpLines(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      out = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()).getOutputStream();
      InputStream in = server.accept().getInputStream();
      OutputStream target = new FileOutputStream(folder.resolve("tcp").toFile());
      reader = new Thread(() -> Writers.copy(in, target), "tcp-reader");
    }
    reader.start();
  }

  @Override
  public void write(String line) throws Exception {
    if (!broken) {
      try {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        broken = true;
        Files.writeString(folder.resolve("tcp-broken"), "" + e);
      }
    }
    if (line.equals("end\n")) {
      out.close();
      reader.join();
    }
  }
}
