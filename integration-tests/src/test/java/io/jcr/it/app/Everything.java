// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Holds one handle of each kind that can be taken away, and uses all of them: a log, a listening
 * socket that a selector watches, one with a thread in accept, a UDP socket with a thread in
 * receive, a FIFO with a thread in read, a connection to a Unix socket. Arguments: the log, the
 * FIFO, the three ports, and the Unix socket's path.
 *
 * <p>What fails is printed. {@code /log?TEXT} writes a line, {@code /fifo?TEXT} sends one through
 * the FIFO, {@code /ask?TEXT} sends one to the Unix socket; the answer is what came out of it.
 */
public final class Everything {
  private static final LinkedBlockingQueue<String> fromFifo = new LinkedBlockingQueue<>();
  private static OutputStream log;
  private static RandomAccessFile toFifo;
  private static SocketChannel connection;

  private Everything() {}

  public static void main(String[] arguments) throws Exception {
    log = new FileOutputStream(arguments[0], true);
    fifo(arguments[1]);
    accept(Integer.parseInt(arguments[3]));
    receive(Integer.parseInt(arguments[4]));
    connection = SocketChannel.open(UnixDomainSocketAddress.of(arguments[5]));
    TextServer.start(Integer.parseInt(arguments[2]), 50, Everything::answer);
    System.out.println("READY");
  }

  private static InetAddress here() {
    return InetAddress.getLoopbackAddress();
  }

  /** Open for both first: then no opening waits for the other end. */
  private static void fifo(String path) throws IOException {
    toFifo = new RandomAccessFile(path, "rw");
    FileChannel channel = FileChannel.open(Path.of(path));
    forEver(
        "fifo",
        () -> {
          ByteBuffer buffer = ByteBuffer.allocate(100);
          if (channel.read(buffer) < 0) {
            throw new EOFException("the FIFO is at its end");
          }
          fromFifo.add(text(buffer));
        });
  }

  private static void accept(int port) throws IOException {
    ServerSocket server = new ServerSocket(port, 50, here());
    forEver(
        "accept",
        () -> {
          try (Socket socket = server.accept()) {
            socket.getOutputStream().write(socket.getInputStream().readNBytes(4));
          }
        });
  }

  /** With a timeout, as else no thread of JDK 21 and later may be woken (ReadersIT). */
  private static void receive(int port) throws IOException {
    DatagramSocket socket = new DatagramSocket(port, here());
    socket.setSoTimeout(24 * 60 * 60 * 1000);
    forEver(
        "receive",
        () -> {
          DatagramPacket packet = new DatagramPacket(new byte[100], 100);
          socket.receive(packet);
          socket.send(packet);
        });
  }

  private static String answer(String path, String text) throws Exception {
    byte[] line = (text + "\n").getBytes(StandardCharsets.US_ASCII);
    return switch (path) {
      case "/log" -> log(line);
      case "/fifo" -> throughFifo(line);
      default -> ask(line);
    };
  }

  private static String log(byte[] line) throws IOException {
    log.write(line);
    return "logged";
  }

  private static String throughFifo(byte[] line) throws IOException, InterruptedException {
    toFifo.write(line);
    return fromFifo.take();
  }

  private static String ask(byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    connection.write(ByteBuffer.wrap(line));
    return connection.read(buffer) < 0 ? "EOF" : text(buffer);
  }

  private static String text(ByteBuffer read) {
    return StandardCharsets.US_ASCII.decode(read.flip()).toString().strip();
  }

  /** What may throw. */
  private interface Work {
    void run() throws Exception;
  }

  private static void forEver(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  work.run();
                }
              } catch (Throwable e) {
                System.out.println("FAILED: " + name);
                e.printStackTrace(System.out);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
