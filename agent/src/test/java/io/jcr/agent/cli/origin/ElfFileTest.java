// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads a library of the JDK that runs the test. */
class ElfFileTest {
  private static final Path LIBRARY = Path.of(System.getProperty("java.home"), "lib", "libnio.so");

  @Test
  void tellsWhatALibraryTakesFromTheCLibrary() throws Exception {
    ElfFile elf = ElfFile.read(LIBRARY);
    assertThat(elf.imports("epoll_create1")).isTrue();
    assertThat(elf.imports("Java_sun_nio_ch_EPoll_create")).isFalse(); // its own
    assertThat(elf.imports("io_uring_setup")).isFalse();
  }

  @Test
  void namesTheFunctionAtAnOffset() throws Exception {
    ElfFile elf = ElfFile.read(LIBRARY);
    boolean found = false;
    for (long offset = 0; offset < Files.size(LIBRARY) && !found; offset += 4) {
      found = elf.functionAt(offset).filter("Java_sun_nio_ch_EPoll_create"::equals).isPresent();
    }
    assertThat(found).isTrue();
    assertThat(elf.functionAt(0)).isEmpty();
  }

  @Test
  void hasNoSymbolsOfWhatIsNoLibrary() throws Exception {
    byte[] library = Files.readAllBytes(LIBRARY);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] broken = library.clone();
      broken[40 + random.nextInt(24)] = (byte) random.nextInt();
      ElfFile elf = ElfFile.parse(ByteBuffer.wrap(broken, 0, broken.length));
      assertThat(elf.imports("nothing")).isFalse();
      assertThat(elf.functionAt(random.nextInt(library.length))).isNotNull();
    }
    ElfFile none = ElfFile.parse(ByteBuffer.wrap("text".getBytes(StandardCharsets.US_ASCII)));
    assertThat(none.functionAt(7)).isEmpty();
  }
}
