// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The build id of an ELF file, {@code NT_GNU_BUILD_ID} of elf(5). The launcher reads it the same
 * way ({@code build_id.c}), from the head of the file alone. The files are those of this host: of
 * 64 bits, the lowest byte first.
 */
final class BuildId {
  private static final int HEADER = 64; // sizeof (Elf64_Ehdr), elf.h, and so on
  private static final int SEGMENT = 56; // sizeof (Elf64_Phdr)
  private static final int NOTE = 12; // sizeof (Elf64_Nhdr)
  private static final int MAGIC = 0x464c457f; // "\177ELF", little endian
  private static final int CLASS_64 = 2; // ELFCLASS64
  private static final int PT_NOTE = 4;
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int GNU = 0x00554e47; // "GNU\0", little endian
  private static final int LARGEST_NOTES = 64 << 10;
  private static final int LARGEST_ID = 64;

  private BuildId() {}

  /** That of a file; empty where it has none or is of another form. */
  static Optional<String> of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel);
    } catch (EOFException shorter) {
      return Optional.empty();
    }
  }

  private static Optional<String> of(FileChannel channel) throws IOException {
    ByteBuffer header = read(channel, 0, HEADER);
    if (header.getInt(0) != MAGIC
        || header.get(4) != CLASS_64 // EI_CLASS
        || header.getShort(54) != SEGMENT) { // e_phentsize
      return Optional.empty();
    }
    long at = header.getLong(32); // e_phoff
    int count = Short.toUnsignedInt(header.getShort(56)); // e_phnum
    for (int i = 0; i < count; i++) {
      ByteBuffer segment = read(channel, at + (long) i * SEGMENT, SEGMENT);
      Optional<String> id = ofSegment(channel, segment);
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofSegment(FileChannel channel, ByteBuffer segment)
      throws IOException {
    long offset = segment.getLong(8); // p_offset
    long length = segment.getLong(32); // p_filesz
    if (segment.getInt(0) != PT_NOTE || length < 0 || length > LARGEST_NOTES) {
      return Optional.empty();
    }
    int alignment = segment.getLong(48) == 8 ? 8 : 4; // p_align
    return ofNotes(read(channel, offset, (int) length), alignment);
  }

  /** Each: lengths of its owner's name and of its content, its type, and both of these, padded. */
  private static Optional<String> ofNotes(ByteBuffer notes, int alignment) {
    int at = 0;
    while (notes.limit() - at >= NOTE) {
      long name = Integer.toUnsignedLong(notes.getInt(at));
      long content = Integer.toUnsignedLong(notes.getInt(at + 4));
      long begin = at + NOTE + pad(name, alignment);
      long next = begin + pad(content, alignment);
      if (begin + content > notes.limit()) {
        return Optional.empty();
      }
      if (notes.getInt(at + 8) == NT_GNU_BUILD_ID
          && name == 4
          && notes.getInt(at + NOTE) == GNU
          && content > 0
          && content <= LARGEST_ID) {
        byte[] id = new byte[(int) content];
        notes.get((int) begin, id);
        return Optional.of(HexFormat.of().formatHex(id));
      }
      if (next > notes.limit()) {
        return Optional.empty();
      }
      at = (int) next;
    }
    return Optional.empty();
  }

  private static long pad(long length, int alignment) {
    return (length + alignment - 1) / alignment * alignment;
  }

  private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (offset < 0) {
      throw new EOFException("offset " + offset);
    }
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("shorter than its header says");
      }
    }
    return buffer.flip();
  }
}
