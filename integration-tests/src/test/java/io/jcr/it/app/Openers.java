// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens something every now and then, each kind on a thread of its own: one stays in native code
 * for a while after that, one returns at once, one is Java. Arguments: a library (of {@code
 * src/test/c/native-*.c}) and a folder.
 */
public final class Openers {
  private static final int EVERY_MILLIS = 150;

  private static final List<FileInputStream> files = new ArrayList<>();

  private Openers() {}

  public static void main(String[] arguments) throws Exception {
    NativeHandles.load(arguments[0], arguments[1]);
    String held = arguments[1] + "/held";
    forEver("the-one-that-lingers-there", () -> require(NativeHandles.linger("eventfd", 200)));
    forEver("the-quick-one", () -> require(NativeHandles.openNative("timerfd")));
    forEver("the-java-one", () -> files.add(new FileInputStream(held)));
    System.out.println("READY");
  }

  private static void require(String wrong) throws IOException {
    if (!wrong.isEmpty()) {
      throw new IOException(wrong);
    }
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
                  Thread.sleep(EVERY_MILLIS);
                }
              } catch (Exception e) {
                System.out.println("FAILED: " + name + ": " + e);
              }
            },
            name);
    thread.start();
  }
}
