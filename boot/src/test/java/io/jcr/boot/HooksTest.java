// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksTest {
  private final List<Object> seen = new ArrayList<>();

  @AfterEach
  void unset() {
    Hooks.onPlatformServer(null);
    Hooks.onAgentProperties(null);
  }

  @Test
  void handsThePlatformServerOverOnce() {
    Hooks.onPlatformServer(seen::add);
    Hooks.platformServer(null);
    Hooks.platformServer("server");
    Hooks.platformServer("server");
    assertThat(seen).containsExactly("server");
  }

  @Test
  void handsAgentPropertiesOverEachTime() {
    Hooks.onAgentProperties(seen::add);
    Hooks.agentProperties("properties");
    Hooks.agentProperties("properties");
    assertThat(seen).containsExactly("properties", "properties");
  }

  @Test
  void keepsErrorsOfCallbacksAwayFromTheCaller() {
    long suppressed = Ledger.suppressed();
    Hooks.onPlatformServer(
        server -> {
          throw new IllegalStateException("on purpose");
        });
    Hooks.onAgentProperties(
        properties -> {
          throw new IllegalStateException("on purpose");
        });
    Hooks.platformServer("server");
    Hooks.agentProperties("properties");
    assertThat(Ledger.suppressed()).isEqualTo(suppressed + 2);
  }

  @Test
  void doesNothingWithoutCallbacks() {
    Hooks.platformServer("server");
    Hooks.agentProperties("properties");
    assertThat(seen).isEmpty();
  }
}
