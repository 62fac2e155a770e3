// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  @Test
  void rootLacksNothing() {
    assertThat(Capabilities.missing("000001ffffffffff")).isEmpty();
  }

  @Test
  void anOrdinaryUserLacksAll() {
    assertThat(Capabilities.missing("0000000000000000"))
        .containsExactly("CAP_CHECKPOINT_RESTORE", "CAP_SYS_PTRACE", "CAP_NET_ADMIN");
  }

  @Test
  void sysAdminStandsInForCheckpointRestore() {
    assertThat(Capabilities.missing("0000000000281000")).isEmpty();
  }
}
