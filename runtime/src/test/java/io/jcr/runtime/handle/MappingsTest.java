// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.groups.Tuple;
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
    assertThat(all(mappings).get(0))
        .isEqualTo(
            tuple("/usr/lib/jvm/java-17-openjdk-amd64/bin/java", false, false, 0x5000L, 327901L));
  }

  @Test
  void readsDeletedAndShared() throws Exception {
    assertThat(all(Mappings.parse(fixture())))
        .contains(
            tuple("/tmp/unpacked5516385089124652212.so", true, true, 8192L, 2146330L),
            tuple("/tmp/hsperfdata_root/21834", false, true, 32768L, 2154499L));
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
            all(
                """
                7fb7e9d5b000-7fb7e9d5c000 rw-s 00000000 00:01 32769         /SYSV0000002a (deleted)
                7fb7e9d5c000-7fb7e9d5d000 rw-s 00000000 00:0e 1030          anon_inode:[io_uring]
                7fb7e9d5d000-7fb7e9d5f000 rw-s 00000000 00:01 77            /memfd:java heap (deleted)\
                """))
        .containsExactly(
            tuple("/SYSV0000002a", true, true, 4096L, 32769L),
            tuple("anon_inode:[io_uring]", false, true, 4096L, 1030L),
            tuple("/memfd:java heap", true, true, 8192L, 77L));
  }

  @Test
  void joinsPrivateAndSharedRangesAndKeepsFilesOfOneNameApart() throws Exception {
    assertThat(
            all(
                """
                1000-2000 r--p 00000000 fe:00 5                             /a  b
                2000-4000 rw-s 00001000 fe:00 5                             /a  b
                4000-5000 r--p 00000000 fe:00 6                             /a  b\
                """))
        .containsExactly(
            tuple("/a  b", false, true, 0x3000L, 5L), tuple("/a  b", false, false, 0x1000L, 6L));
  }

  @Test
  void keepsTheRangesApart() throws Exception {
    assertThat(parse("1000-2000 r--p 00000000 fe:00 5   /a\n2000-4000 rwx- 00001000 fe:00 5   /a"))
        .singleElement()
        .extracting(FileMapping::ranges)
        .isEqualTo(
            List.of(
                new FileMapping.Range(0x1000, 0x2000, 0, 1),
                new FileMapping.Range(0x2000, 0x4000, 0x1000, 7)));
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

  /** Path, deleted, shared, bytes, inode number. */
  private static List<Tuple> all(List<FileMapping> mappings) {
    return mappings.stream()
        .map(each -> tuple(each.path(), each.deleted(), each.shared(), each.bytes(), each.inode()))
        .toList();
  }

  private static List<Tuple> all(String text) throws ProcFormatException {
    return all(parse(text));
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
