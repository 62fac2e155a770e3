// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCopyTest {
  private static final int PAGE = 4096;
  private static final int SIZE = 40 * PAGE; // two chunks and a half

  @TempDir private Path folder;

  @Test
  void takesThePlaceOfAMappingWithTheSameContent() throws Exception {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, 33 * PAGE, SIZE, (byte) 7);
    content[5] = 5;
    Path file = Files.write(folder.resolve("cache"), content);
    MappedByteBuffer mapped = map(file);
    long address = address(mapped);
    assertThat(mapsOf(file)).isEqualTo(1);

    try (MemoryCopy copy = MemoryCopy.of(address, SIZE)) {
      copy.put(8, 4, 0x01020304);
      copy.put(16, 8, -1);
      copy.moveOnto(address, SysMman.PROT_READ);
    }

    assertThat(mapsOf(file)).isZero();
    byte[] now = new byte[SIZE];
    mapped.get(0, now);
    assertThat(mapped.order(ByteOrder.nativeOrder()).getInt(8)).isEqualTo(0x01020304);
    assertThat(mapped.getLong(16)).isEqualTo(-1);
    Arrays.fill(now, 8, 24, (byte) 0);
    assertThat(now).isEqualTo(content);
  }

  /** What is zero in the mapped file takes no memory in the copy, and so none in an image. */
  @Test
  void leavesZerosOut() throws Exception {
    MappedByteBuffer mapped = map(Files.write(folder.resolve("zeros"), new byte[SIZE]));
    long address = address(mapped);
    try (MemoryCopy copy = MemoryCopy.of(address, SIZE)) {
      copy.moveOnto(address, SysMman.PROT_READ);
    }
    String range = Long.toHexString(address) + "-" + Long.toHexString(address + SIZE);
    assertThat(Files.readString(Path.of("/proc/self/smaps")))
        .containsPattern(range + " r--p [^\\n]*\\n(?!\\d)[^-]*?\\nPrivate_Dirty: +0 kB");
  }

  @Test
  void failsWhereTheFileHasShrunk() throws Exception {
    Path file = Files.write(folder.resolve("shrunk"), new byte[SIZE]);
    MappedByteBuffer mapped = map(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(PAGE);
    }
    assertThatThrownBy(() -> MemoryCopy.of(address(mapped), SIZE))
        .isInstanceOf(NativeCallException.class)
        .hasMessageContaining("process_vm_readv");
    assertThat(mapsOf(file)).isEqualTo(1);
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE);
    }
  }

  private static long address(MappedByteBuffer buffer) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
  }

  private static long mapsOf(Path file) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.endsWith(file.toString()))
        .count();
  }
}
