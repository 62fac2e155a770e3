// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SocketAddressTest {

  @Test
  void readsVersion4() {
    assertThat(SocketAddress.parse("0100007F:1F90")).contains("127.0.0.1:8080");
    assertThat(SocketAddress.parse("00000000:0000")).contains("0.0.0.0:0");
  }

  @Test
  void shortensVersion6() {
    assertThat(parse6("00000000000000000000000000000000")).isEqualTo("[::]:80");
    assertThat(parse6("00000000000000000000000001000000")).isEqualTo("[::1]:80");
    assertThat(parse6("B80D0120000000000000000001000000")).isEqualTo("[2001:db8::1]:80");
    assertThat(parse6("B80D0120000001000100010001000100")).isEqualTo("[2001:db8:1:0:1:1:1:1]:80");
    assertThat(parse6("0000010001000000000000000000FFFF")).isEqualTo("[1::1:0:0:ffff:0]:80");
  }

  @Test
  void showsMappedVersion4AsVersion4() {
    assertThat(parse6("0000000000000000FFFF00000100007F")).isEqualTo("127.0.0.1:80");
  }

  @Property
  void readsBackWhatTheKernelPrints(
      @ForAll @Size(4) byte[] address, @ForAll @IntRange(max = 65535) int port) throws Exception {
    String text = SocketAddress.parse(print(address, port)).orElseThrow();
    assertThat(text).isEqualTo(InetAddress.getByAddress(address).getHostAddress() + ":" + port);
  }

  @Property
  void readsBackVersion6(
      @ForAll @Size(8) @IntRange(max = 2) int[] sparseGroups,
      @ForAll @IntRange(max = 65535) int port)
      throws Exception {
    ByteBuffer address = ByteBuffer.allocate(16);
    for (int group : sparseGroups) {
      address.putShort((short) (group * 0x7a0b));
    }
    String text = SocketAddress.parse(print(address.array(), port)).orElseThrow();
    assertThat(text).endsWith("]:" + port).doesNotContain(":::");
    String host = text.substring(1, text.lastIndexOf(']'));
    assertThat(InetAddress.getByName(host).getAddress()).isEqualTo(address.array());
  }

  @Property
  void neverFailsOnOtherText(@ForAll String text) {
    assertThat(SocketAddress.parse(text)).isNotNull();
    assertThat(SocketAddress.parse("0100007F:" + text)).isNotNull();
  }

  private static String parse6(String words) {
    return SocketAddress.parse(words + ":0050").orElseThrow();
  }

  /** As get_tcp4_sock and get_tcp6_sock of the kernel do on a little-endian host. */
  private static String print(byte[] address, int port) {
    ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    while (words.hasRemaining()) {
      text.append(String.format("%08X", words.getInt()));
    }
    return text + String.format(":%04X", port);
  }

  @Test
  void readsWhatSocketsSay() {
    byte[] version4 = {2, 0, 0x1f, (byte) 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] version6 = new byte[28];
    version6[0] = 10;
    version6[2] = (byte) 0xff;
    version6[3] = (byte) 0xff;
    version6[23] = 1;

    assertThat(SocketAddress.of(version4)).isEqualTo("127.0.0.1:8080");
    assertThat(SocketAddress.of(version6)).isEqualTo("[::1]:65535");
    assertThat(SocketAddress.of(SocketAddress.unspecified(version4))).isEqualTo("0.0.0.0:0");
    assertThat(SocketAddress.of(SocketAddress.unspecified(version6))).isEqualTo("[::]:0");
  }
}
