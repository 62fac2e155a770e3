// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleScanner;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Scans until the JVM's own short-lived handles are gone: the connection of the attach mechanism
 * that brought the request, above all. They end by themselves within milliseconds.
 */
final class Settling {
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 10;

  private final HandleScanner scanner;

  Settling(HandleScanner scanner) {
    this.scanner = scanner;
  }

  HandleTable scan() throws JcrException, IOException {
    long end = System.nanoTime() + BOUND.toNanos();
    while (true) {
      HandleTable table = scanner.scan();
      List<Handle> transients = table.handles().stream().filter(Settling::isTransient).toList();
      if (transients.isEmpty()) {
        return table;
      }
      if (System.nanoTime() > end) {
        Handle first = transients.get(0);
        throw new JcrException(
            Code.TRANSIENT_HANDLE,
            "descriptor " + first.descriptor() + " (" + first.kind().target() + ") stays open",
            "end the jcmd, jstack or other tool that is attached to this JVM");
      }
      pause();
    }
  }

  /**
   * The accepted side of {@code /tmp/.java_pidN}, the socket of HotSpot's attach listener
   * (attachListener_posix.cpp): it bears the listener's name. The tool at its other end may have
   * gone already, while the listener has yet to close it.
   */
  static boolean isTransient(Handle handle) {
    return handle.kind() instanceof UnixSocket socket
        && !socket.listening()
        && socket.path().contains("/.java_pid");
  }

  private static void pause() throws JcrException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JcrException(
          Code.TRANSIENT_HANDLE, "interrupted while waiting", "ask for the checkpoint again", e);
    }
  }
}
