// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What threads that never stop do, one round of each. */
final class BusyThreads {
  private static final int PAUSE_NANOS = 100_000;

  private BusyThreads() {}

  static void print() {
    System.out.println(".");
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  static void load() throws Exception {
    URL classes = BusyThreads.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      Class.forName(Loaded.class.getName(), true, loader);
    }
  }

  static void open(Path file) throws Exception {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(1);
    }
  }

  static Runnable logging() {
    ConsoleHandler handler = new ConsoleHandler();
    return () -> {
      handler.publish(new LogRecord(Level.INFO, "logged"));
      LockSupport.parkNanos(PAUSE_NANOS);
    };
  }

  /** Loaded again and again, with an initialiser that takes its time. */
  static final class Loaded {
    static final long SUM;

    static {
      long sum = 0;
      for (int i = 0; i < 100_000; i++) {
        sum += i;
      }
      SUM = sum;
    }

    private Loaded() {}
  }
}
