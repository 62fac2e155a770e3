// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.IOException;

/** Opens the file that its argument names, three calls deep, on a thread of its own, and waits. */
public final class ThreeDeep {
  private static FileInputStream held;

  private ThreeDeep() {}

  public static void main(String[] arguments) throws Exception {
    Thread opener = new Thread(() -> outer(arguments[0]), "the-opener");
    opener.start();
    opener.join();
    System.out.println(held.available() > 0 ? "READY" : "the file is empty");
    Thread.currentThread().join();
  }

  static void outer(String path) {
    middle(path);
  }

  static void middle(String path) {
    inner(path);
  }

  static void inner(String path) {
    try {
      held = new FileInputStream(path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
