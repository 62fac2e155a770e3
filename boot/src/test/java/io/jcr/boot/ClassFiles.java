// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks into constant pools (JVMS 4.4). */
final class ClassFiles {
  private static final int CONSTANT_INVOKE_DYNAMIC = 18;

  private ClassFiles() {}

  static boolean usesInvokeDynamic(String resource) {
    try (DataInputStream in = new DataInputStream(ClassFiles.class.getResourceAsStream(resource))) {
      in.skipBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        if (tag == CONSTANT_INVOKE_DYNAMIC) {
          return true;
        }
        i += skip(in, tag);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many entries more this one takes: long and double take two. */
  private static int skip(DataInputStream in, int tag) throws IOException {
    switch (tag) {
      case 1 -> in.skipBytes(in.readUnsignedShort());
      case 3, 4, 9, 10, 11, 12, 17 -> in.skipBytes(4);
      case 5, 6 -> in.skipBytes(8);
      case 7, 8, 16, 19, 20 -> in.skipBytes(2);
      case 15 -> in.skipBytes(3);
      default -> throw new IOException("no such constant: " + tag);
    }
    return tag == 5 || tag == 6 ? 1 : 0;
  }
}
