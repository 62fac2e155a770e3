// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds the lock of a file that another has made, of the first byte of a log, and a shared one of a
 * third file; a child of it holds one of a fourth. Arguments: the port and the paths. Answers
 * whether the locks are valid.
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
    lockByChild(Path.of(arguments[4]));
    TextServer.start(
        Integer.parseInt(arguments[0]),
        0,
        (path, query) ->
            whole.isValid() && part.isValid() && shared.isValid() ? "valid" : "not valid");
    System.out.println("READY");
  }

  /** Starts a process that holds a lock of flock(2) until its input ends. */
  public static Process lockByChild(Path path) throws IOException {
    String script = "exec 8<\"$0\" && flock 8 && echo locked && exec cat";
    Process child = new ProcessBuilder("sh", "-c", script, path.toString()).start();
    String line = child.inputReader().readLine();
    if (!"locked".equals(line)) {
      throw new IOException("flock: " + line);
    }
    return child;
  }
}
