// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes numbered lines from many threads, each in another way to a file of its own in the folder
 * that its argument names, until a file {@code stop} is there; then ends with 0, and with 1 where a
 * thread met an exception.
 */
public final class Writers {
  private static final int PAUSE_NANOS = 200_000;

  private static volatile boolean failed;
  private static volatile boolean over;

  private Writers() {}

  /** Writes one line. */
  interface Sink {
    void write(String line) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Thread[] threads = {
      start("append", stream(new FileOutputStream(folder.resolve("append").toFile(), true))),
      start("stream", stream(new FileOutputStream(folder.resolve("stream").toFile()))),
      start("channel", channel(folder.resolve("channel"))),
      start("random", random(folder.resolve("random"))),
      start("writer", writer(Files.newBufferedWriter(folder.resolve("writer")))),
      start("nio", stream(Files.newOutputStream(folder.resolve("nio"), StandardOpenOption.CREATE))),
      start("logger", logger(folder.resolve("logger"))),
      start("pipe", piped(folder.resolve("pipe"))),
      start("tcp", new TcpLines(folder)),
      start("log4j", RollingLogs.log4j(folder)),
      start("logback", RollingLogs.logback(folder))
    };
    System.out.println("READY");
    while (!Files.exists(folder.resolve("stop"))) {
      Thread.sleep(20);
    }
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.exit(failed ? 1 : 0);
  }

  private static Thread start(String name, Sink sink) {
    Thread thread = new Thread(() -> run(name, sink), name);
    thread.start();
    return thread;
  }

  private static void run(String name, Sink sink) {
    try {
      for (int i = 0; !over; i++) {
        sink.write(name + " " + i + "\n");
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      sink.write("end\n");
    } catch (Exception e) {
      failed = true;
      e.printStackTrace();
    }
  }

  private static Sink stream(OutputStream out) {
    return line -> out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private static Sink channel(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return line -> {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    };
  }

  private static Sink random(Path file) throws IOException {
    RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw");
    return line -> random.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private static Sink writer(BufferedWriter writer) {
    return line -> {
      writer.write(line);
      if (line.equals("end\n")) {
        writer.close();
      }
    };
  }

  private static Sink logger(Path file) throws IOException {
    FileHandler handler = new FileHandler(file.toString());
    handler.setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord logged) {
            return logged.getMessage();
          }
        });
    return line -> handler.publish(new LogRecord(Level.INFO, line));
  }

  /** Through a pipe to a thread that writes what it reads. */
  private static Sink piped(Path file) throws IOException {
    Pipe pipe = Pipe.open();
    OutputStream out = Channels.newOutputStream(pipe.sink());
    OutputStream target = new FileOutputStream(file.toFile());
    InputStream in = Channels.newInputStream(pipe.source());
    Thread reader = new Thread(() -> copy(in, target), "reader");
    reader.start();
    return line -> {
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      if (line.equals("end\n")) {
        out.close();
        reader.join();
      }
    };
  }

  /** To the end of it; anything but that is a failure. */
  static void copy(InputStream in, OutputStream target) {
    try {
      in.transferTo(target);
    } catch (IOException e) {
      failed = true;
      e.printStackTrace();
    }
  }
}
