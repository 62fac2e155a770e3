// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import io.jcr.boot.Ledger;
import io.jcr.boot.Opening;
import java.io.Closeable;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Opens and closes known files, and looks for them in the ledger. */
final class Probes {
  static final File FILE = new File("/dev/null");

  private final ToIntFunction<FileDescriptor> number;
  private final List<String> missing = new ArrayList<>();

  /**
   * Probes.
   *
   * @param number reads the number of a {@code java.io.FileDescriptor}
   */
  Probes(ToIntFunction<FileDescriptor> number) {
    this.number = number;
  }

  /** What the ledger did not note so far. */
  List<String> missing() {
    return missing;
  }

  void files() {
    try {
      FileInputStream in = new FileInputStream(FILE);
      check("java.io.FileInputStream", in.getFD(), in);
      FileOutputStream out = new FileOutputStream(FILE);
      check("java.io.FileOutputStream", out.getFD(), out);
      RandomAccessFile file = new RandomAccessFile(FILE, "r");
      check("java.io.RandomAccessFile", file.getFD(), file);
    } catch (IOException | RuntimeException e) {
      missing.add(FILE + " cannot be opened: " + e);
    }
  }

  void check(String what, FileDescriptor descriptor, Closeable open) throws IOException {
    check(what, number.applyAsInt(descriptor), Ledger.PATH, open);
  }

  /** Expects the birth of an open descriptor, closes it, and expects its end. */
  void check(String what, int descriptor, String hint, Closeable open) throws IOException {
    Opening birth = Ledger.opening(descriptor);
    open.close();
    if (birth == null || !isOurs(birth) || !birth.hint().equals(hint)) {
      missing.add("the opening of " + what + " was not seen");
    } else if (isStillKnown(descriptor, birth)) {
      missing.add("the closing of " + what + " was not seen");
    }
  }

  private static boolean isOurs(Opening birth) {
    return birth.thread().equals(Ledger.nameOf(Thread.currentThread()));
  }

  /** The very entry: the number itself may have another one by now. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isStillKnown(int descriptor, Opening birth) {
    return Ledger.opening(descriptor) == birth;
  }
}
