// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A server with files that are opened anew in a restored process. Arguments: the port, and a folder
 * with the folders {@code log}, {@code data}, {@code input} and {@code fifo}, each of which has a
 * file of its name (a log need not be there). {@code /log}, {@code /data} and {@code /fifo} write
 * an {@code x}, {@code /input} reads a byte. The answer is {@code ok}, or what went wrong.
 */
public final class Reopened {
  /** Where the data file is written, and where the input is read. */
  public static final int OFFSET = 5;

  private static OutputStream log;
  private static RandomAccessFile data;
  private static InputStream input;
  private static RandomAccessFile fifo;

  private Reopened() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    log = new FileOutputStream(path(folder, "log"), true);
    data = new RandomAccessFile(path(folder, "data"), "rw");
    data.seek(OFFSET);
    input = new FileInputStream(path(folder, "input"));
    input.skipNBytes(OFFSET);
    fifo = new RandomAccessFile(path(folder, "fifo"), "rw");
    TextServer.start(Integer.parseInt(arguments[0]), 0, (path, query) -> answer(path));
    System.out.println("READY");
  }

  private static String path(Path folder, String name) {
    return folder.resolve(name).resolve(name).toString();
  }

  private static String answer(String path) throws IOException {
    return switch (path) {
      case "/log" -> write(log);
      case "/data" -> write(data);
      case "/input" -> input.read() == 'x' ? "ok" : "no x";
      case "/fifo" -> through(fifo);
      default -> "ok";
    };
  }

  private static String write(OutputStream out) throws IOException {
    out.write('x');
    return "ok";
  }

  private static String write(RandomAccessFile out) throws IOException {
    out.write('x');
    return "ok";
  }

  private static String through(RandomAccessFile both) throws IOException {
    both.write('x');
    return both.read() == 'x' ? "ok" : "no x";
  }
}
