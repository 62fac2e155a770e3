// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeCodeTest {
  private static final String MAPS =
      """
      55d0c0000000-55d0c0001000 r-xp 00001000 fe:00 10                         /opt/jdk/bin/java
      7f0000000000-7f0000200000 rwxp 00000000 00:00 0
      7f0010000000-7f0010001000 r--p 00000000 fe:00 11                         /opt/app/lib foo.so
      7f0010001000-7f0010002000 r-xp 00001000 fe:00 11                         /opt/app/lib foo.so
      7f0010010000-7f0010011000 r-xp 00000000 fe:00 12                         /tmp/jna1.tmp (deleted)
      7f0010020000-7f0010021000 r-xp 00000000 fe:00 13                         /tmp/jna2.tmp (deleted)
      7f0020000000-7f0020001000 r-xp 00026000 fe:00 14                         /lib/libc.so.6
      7f0020002000-7f0020003000 r-xp 00000000 fe:00 15                         /lib/libc-2.31.so
      7f0020004000-7f0020005000 r-xp 00000000 fe:00 16                         /lib/libcrypto.so.3
      7f0020006000-7f0020007000 r-xp 00000000 fe:00 18                         /lib/ld-linux-x86-64.so.2
      7f0030000000-7f0031000000 r-xp 00200000 fe:00 17                         /opt/jdk/lib/server/libjvm.so
      7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0                          [vdso]
      """;

  private final NativeCode code = NativeCode.parse(MAPS, "/tmp/jna2.tmp");

  @Test
  void leavesOutWhatIsTheJdksTheSystemsOrOurs() {
    assertThat(code.libraries())
        .extracting(NativeCode.Mapping::path)
        .containsExactly("/opt/app/lib foo.so", "/tmp/jna1.tmp", "/lib/libcrypto.so.3");
  }

  @Test
  void findsWhatAnAddressIsIn() {
    assertThat(code.find(0x7f0010001fffL))
        .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("/opt/app/lib foo.so"));
    assertThat(code.find(0x7f0010002000L)).isEmpty(); // one beyond its end
    assertThat(code.find(0x7f0010000000L)).isEmpty(); // not executable
    assertThat(code.find(0x7f0000000010L))
        .hasValueSatisfying(found -> assertThat(found.isFile()).isFalse());
    assertThat(code.find(-1)).isEmpty();
  }

  @Test
  void knowsNoJdkWhereThereIsNone() {
    assertThat(NativeCode.parse("", "").jdk()).isEmpty();
    assertThat(code.jdk()).isEqualTo("/opt/jdk/");
    assertThat(jdkOf("/lib/server/libjvm.so")).as("unpacked at the root").isEmpty();
    assertThat(jdkOf("/libjvm.so")).isEmpty();
  }

  private static String jdkOf(String library) {
    String line = "7f0030000000-7f0031000000 r-xp 00200000 fe:00 17                         ";
    return NativeCode.parse(line + library, "").jdk();
  }
}
