// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingsTest {

  @Test
  void joinsTheRangesOfEachFileOfAJvm() throws Exception {
    List<FileMapping> mappings = Mappings.parse(fixture());
    assertThat(mappings)
        .extracting(FileMapping::path)
        .containsExactly(
            "/usr/lib/jvm/java-17-openjdk-amd64/bin/java",
            "/usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa",
            "/tmp/unpacked5516385089124652212.so",
            "/tmp/hsperfdata_root/21834",
            "/usr/lib/jvm/java-17-openjdk-amd64/lib/libjli.so");
    assertThat(mappings.get(0))
        .isEqualTo(
            new FileMapping(
                "/usr/lib/jvm/java-17-openjdk-amd64/bin/java", false, false, 0x5000, 327901));
  }

  @Test
  void readsDeletedAndShared() throws Exception {
    assertThat(Mappings.parse(fixture()))
        .contains(
            new FileMapping("/tmp/unpacked5516385089124652212.so", true, true, 8192, 2146330),
            new FileMapping("/tmp/hsperfdata_root/21834", false, true, 32768, 2154499));
  }

  @Test
  void leavesOutMemoryThatTheKernelBacksWithAFileOfItsOwn() throws Exception {
    assertThat(
            parse(
                """
                7fb7e9d5b000-7fb7e9d5d000 rw-s 00000000 00:01 1035          /dev/zero (deleted)
                7fb7e9d5d000-7fb7e9d5e000 rw-p 00000000 00:0f 99            /anon_hugepage (deleted)
                7fb7e9d5e000-7fb7e9d5f000 rw-p 00000000 00:00 0             [anon:glibc: malloc]
                7fb7e9d5f000-7fb7e9d60000 rw-p 00000000 00:00 0\
                """))
        .isEmpty();
  }

  @Test
  void keepsSystemVMemoryAndKernelObjectsRecognisable() throws Exception {
    assertThat(
            parse(
                """
                7fb7e9d5b000-7fb7e9d5c000 rw-s 00000000 00:01 32769         /SYSV0000002a (deleted)
                7fb7e9d5c000-7fb7e9d5d000 rw-s 00000000 00:0e 1030          anon_inode:[io_uring]
                7fb7e9d5d000-7fb7e9d5f000 rw-s 00000000 00:01 77            /memfd:java heap (deleted)\
                """))
        .containsExactly(
            new FileMapping("/SYSV0000002a", true, true, 4096, 32769),
            new FileMapping("anon_inode:[io_uring]", false, true, 4096, 1030),
            new FileMapping("/memfd:java heap", true, true, 8192, 77));
  }

  @Test
  void joinsPrivateAndSharedRangesAndKeepsFilesOfOneNameApart() throws Exception {
    assertThat(
            parse(
                """
                1000-2000 r--p 00000000 fe:00 5                             /a  b
                2000-4000 rw-s 00001000 fe:00 5                             /a  b
                4000-5000 r--p 00000000 fe:00 6                             /a  b\
                """))
        .containsExactly(
            new FileMapping("/a  b", false, true, 0x3000, 5),
            new FileMapping("/a  b", false, false, 0x1000, 6));
  }

  @Test
  void unescapesANewline() throws Exception {
    assertThat(parse("1000-2000 r--p 00000000 fe:00 5   /a\\012b").get(0).path())
        .isEqualTo("/a\nb");
  }

  @Test
  void refusesALineOfAnotherShape() {
    assertThatThrownBy(() -> parse("1000-2000 r--p")).isInstanceOf(ProcFormatException.class);
  }

  private static List<FileMapping> parse(String text) throws ProcFormatException {
    return Mappings.parse(text.lines().toList());
  }

  static List<String> fixture() throws IOException {
    try (InputStream stream = MappingsTest.class.getResourceAsStream("maps")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
