// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WakeTest {

  @Test
  void knowsWhoHasAHandler() {
    assertThat(Wake.isHandled(status("2000000181005ccf"))).isTrue();
    assertThat(Wake.isHandled(status("0000000181005ccf"))).isFalse();
    assertThat(Wake.isHandled(new byte[0])).isFalse();
  }

  @Test
  void theJdkHasOneOnceItHasAChannel() throws Exception {
    try (SocketChannel channel = SocketChannel.open()) {
      assertThat(channel.isOpen()).isTrue();
      assertThat(Wake.isHandled(Descriptors.readAll("/proc/self/status"))).isTrue();
      Wake.thread(ProcessHandle.current().pid()); // nothing comes of it
    }
  }

  private static byte[] status(String caught) {
    String text = "SigIgn:\t0000000000000000\nSigCgt:\t" + caught + "\nCapInh:\t0\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
