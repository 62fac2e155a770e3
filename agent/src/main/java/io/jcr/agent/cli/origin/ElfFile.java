// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The symbols of a 64-bit library (elf(5)): what it takes from others, and its own functions. */
final class ElfFile {
  private static final int MAGIC = 0x464c457f; // 0x7f 'E' 'L' 'F'
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int LOAD = 1; // PT_LOAD
  private static final int SYMBOLS = 2; // SHT_SYMTAB
  private static final int DYNAMIC_SYMBOLS = 11; // SHT_DYNSYM
  private static final int FUNCTION = 2; // STT_FUNC
  private static final int SYMBOL_SIZE = 24; // sizeof(Elf64_Sym)
  private static final int TYPE_MASK = 0xf; // ELF64_ST_TYPE
  private static final int NAME_BOUND = 4096;

  private final ByteBuffer file;
  private final Set<String> imports = new HashSet<>();
  private final TreeMap<Long, Function> functions = new TreeMap<>();

  private record Function(String name, long size) {}

  private ElfFile(ByteBuffer file) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file that is none has no symbols. */
  static ElfFile read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = Math.min(channel.size(), Integer.MAX_VALUE);
      return parse(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  static ElfFile parse(ByteBuffer bytes) {
    ElfFile elf = new ElfFile(bytes);
    try {
      if (elf.isReadable()) {
        elf.readSections();
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      // cut short, or made to confuse: what was read so far has to do
    }
    return elf;
  }

  private boolean isReadable() {
    return file.getInt(0) == MAGIC && file.get(4) == CLASS_64 && file.get(5) == LITTLE_ENDIAN;
  }

  /** The offsets are those of Elf64_Ehdr and Elf64_Shdr. */
  private void readSections() {
    long table = file.getLong(40);
    int size = Short.toUnsignedInt(file.getShort(58));
    int count = Short.toUnsignedInt(file.getShort(60));
    for (int i = 0; i < count; i++) {
      int section = Math.toIntExact(table + (long) i * size);
      int type = file.getInt(section + 4);
      if (type == SYMBOLS || type == DYNAMIC_SYMBOLS) {
        int names = Math.toIntExact(table + (long) file.getInt(section + 40) * size);
        readSymbols(
            file.getLong(section + 24), file.getLong(section + 32), file.getLong(names + 24));
      }
    }
  }

  private void readSymbols(long begin, long size, long names) {
    for (long at = begin; at + SYMBOL_SIZE <= begin + size; at += SYMBOL_SIZE) {
      int symbol = Math.toIntExact(at);
      boolean defined = file.getShort(symbol + 6) != 0; // st_shndx, SHN_UNDEF
      if (!defined) {
        imports.add(name(names + file.getInt(symbol)));
      } else if ((file.get(symbol + 4) & TYPE_MASK) == FUNCTION) {
        String name = name(names + file.getInt(symbol));
        functions.put(file.getLong(symbol + 8), new Function(name, file.getLong(symbol + 16)));
      }
    }
  }

  private String name(long offset) {
    int begin = Math.toIntExact(offset);
    int end = begin;
    while (end - begin < NAME_BOUND && file.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - begin];
    file.get(begin, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether it calls a function of another library. */
  boolean imports(String function) {
    return imports.contains(function);
  }

  /** The function that the code at an offset of the file belongs to. */
  Optional<String> functionAt(long offset) {
    if (functions.isEmpty()) {
      return Optional.empty();
    }
    long address = address(offset);
    Map.Entry<Long, Function> below = functions.floorEntry(address);
    return below == null || address >= below.getKey() + below.getValue().size()
        ? Optional.empty()
        : Optional.of(below.getValue().name());
  }

  /** Symbols tell addresses; the offsets are those of Elf64_Ehdr and Elf64_Phdr. */
  private long address(long offset) {
    try {
      return addressBySegments(offset);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return offset; // made to confuse
    }
  }

  private long addressBySegments(long offset) {
    long table = file.getLong(32);
    int size = Short.toUnsignedInt(file.getShort(54));
    int count = Short.toUnsignedInt(file.getShort(56));
    for (int i = 0; i < count; i++) {
      int header = Math.toIntExact(table + (long) i * size);
      long begin = file.getLong(header + 8);
      if (file.getInt(header) == LOAD
          && offset >= begin
          && offset < begin + file.getLong(header + 32)) {
        return offset - begin + file.getLong(header + 16);
      }
    }
    return offset;
  }
}
