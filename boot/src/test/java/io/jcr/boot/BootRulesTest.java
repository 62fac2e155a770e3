// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootRulesTest {

  /** A record's own toString, equals and hashCode are dynamic; no hook calls those of Opening. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Guard.class,
        Hooks.class,
        Ledger.class,
        LookUp.class,
        LookUps.class,
        Mappings.class,
        OpenFiles.class,
        Openings.class
      })
  void usesNoInvokeDynamic(Class<?> type) {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    assertThat(ClassFiles.usesInvokeDynamic(resource)).isFalse();
  }
}
