// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.UnixSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final String ATTACH = "/tmp/.java_pid4711.tmp";

  @Test
  void waitsForConnectionsOfTheAttachListenerAlsoWhereTheToolHasGone() {
    assertThat(Settling.isTransient(socket(ATTACH, false, true))).isTrue();
    assertThat(Settling.isTransient(socket(ATTACH, false, false))).isTrue();
  }

  @Test
  void waitsForNothingElse() {
    assertThat(Settling.isTransient(socket(ATTACH, true, false))).isFalse();
    assertThat(Settling.isTransient(socket("/run/app.socket", false, true))).isFalse();
  }

  private static Handle socket(String path, boolean listening, boolean connected) {
    UnixSocket socket = new UnixSocket(1, "stream", listening, connected, path, 0, "", false);
    return new Handle(14, socket, 0, 0, Optional.empty());
  }
}
