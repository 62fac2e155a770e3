// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildIdTest {
  private static final int NOTES = 64 + 2 * 56;
  private static final int LENGTH = NOTES + 12 + 8 + 4 + 12 + 4 + 4;

  @TempDir private Path folder;

  @Test
  void isThatOfTheNotes() throws Exception {
    assertThat(read(file())).contains("000fa5ff");
  }

  @Test
  void isEmptyWhereThereIsNone() throws Exception {
    assertThat(read(fileWith(NOTES + 24 + 8, 1))).isEmpty(); // NT_GNU_ABI_TAG
    assertThat(read(fileWith(64 + 56, 1))).isEmpty(); // PT_LOAD
    assertThat(read(fileWith(0, 5))).isEmpty();
    assertThat(read(new byte[0])).isEmpty();
  }

  /** Whatever the bytes: an id or none, and no other exception. */
  @Test
  void isEmptyWhereTheFileIsDamaged() throws Exception {
    for (int at = 0; at + 4 <= LENGTH; at += 4) {
      for (int value : new int[] {0, 1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -16, -1}) {
        assertThat(read(fileWith(at, value)).orElse("none")).matches("none|([0-9a-f]{2})+");
      }
    }
    for (int length = 0; length < LENGTH; length += 4) {
      assertThat(read(Arrays.copyOf(file(), length))).isEmpty();
    }
  }

  @Test
  void everyJdkHasOne() throws Exception {
    Path library = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    assertThat(BuildId.of(library))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{40}"));
  }

  private Optional<String> read(byte[] content) throws IOException {
    return BuildId.of(Files.write(folder.resolve("file"), content));
  }

  private static byte[] fileWith(int at, int value) {
    byte[] bytes = file();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bytes;
  }

  /** Two segments, the second of which has two notes, the second of which is the build id. */
  private static byte[] file() {
    byte[] bytes = new byte[LENGTH];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x464c457f).put(4, (byte) 2);
    file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    file.putInt(64, 1); // PT_LOAD
    file.putInt(64 + 56, 4); // PT_NOTE
    file.putLong(64 + 56 + 8, NOTES).putLong(64 + 56 + 32, LENGTH - NOTES);
    file.putLong(64 + 56 + 48, 4);
    file.position(NOTES);
    file.putInt(6).putInt(3).putInt(3).put("other\0\0\0abc\0".getBytes(StandardCharsets.US_ASCII));
    file.putInt(4).putInt(4).putInt(3).put("GNU\0".getBytes(StandardCharsets.US_ASCII));
    file.put(new byte[] {0, 0x0f, (byte) 0xa5, (byte) 0xff});
    return bytes;
  }
}
