// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileOutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds the lock of a file that another has made, of the first byte of a log, and a shared one of a
 * third file. Arguments: the port and the paths. Answers whether the locks are valid.
 */
public final class Locker {
  private static FileOutputStream log;

  private Locker() {}

  public static void main(String[] arguments) throws Exception {
    FileChannel data =
        FileChannel.open(Path.of(arguments[1]), StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock whole = data.lock();
    log = new FileOutputStream(arguments[2], true);
    FileLock part = log.getChannel().lock(0, 1, false);
    FileLock shared =
        FileChannel.open(Path.of(arguments[3]), StandardOpenOption.READ)
            .lock(0, Long.MAX_VALUE, true);
    TextServer.start(
        Integer.parseInt(arguments[0]),
        0,
        (path, query) ->
            whole.isValid() && part.isValid() && shared.isValid() ? "valid" : "not valid");
    System.out.println("READY");
  }
}
