// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link CountingServer} that also holds files in which it has come to some place, and a pipe.
 * Arguments: the port, and a folder for the files.
 */
public final class HoldingServer {
  private static final byte[] TEXT = "what was written before\n".getBytes(StandardCharsets.UTF_8);
  private static final int SOMEWHERE = 5;

  private static List<Object> held;

  private HoldingServer() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    FileOutputStream log = new FileOutputStream(folder.resolve("log").toFile(), true);
    log.write(TEXT);
    FileOutputStream plainLog = new FileOutputStream(folder.resolve("plain-log").toFile());
    plainLog.write(TEXT);
    RandomAccessFile data = new RandomAccessFile(folder.resolve("data").toFile(), "rw");
    data.write(TEXT);
    data.seek(SOMEWHERE);
    FileInputStream input =
        new FileInputStream(Files.write(folder.resolve("input"), TEXT).toFile());
    input.skipNBytes(SOMEWHERE);
    held = List.of(log, plainLog, data, input, Pipe.open());
    CountingServer.main(arguments);
  }
}
