// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriuVersionTest {
  @ParameterizedTest
  @CsvSource({
    "5.10.0,4.0",
    "6.12.9-amd64,4.0",
    "6.13,4.1",
    "6.15.3-generic,4.1",
    "6.16.0,4.2",
    "7.0.1,4.2"
  })
  void knowsTheOldestCriuForAKernel(String kernel, String needed) {
    assertThat(CriuVersion.neededFor(CriuVersion.parse(kernel))).hasToString(needed);
  }

  @Test
  void ordersNumbersAndNotTexts() {
    assertThat(CriuVersion.parse("4.10")).isGreaterThan(CriuVersion.parse("4.9.1"));
    assertThat(CriuVersion.parse("4.2.1")).isGreaterThan(CriuVersion.parse("4.2"));
  }

  @Test
  void refusesWhatIsNoVersion() {
    assertThatThrownBy(() -> CriuVersion.parse("newest")).hasMessageContaining("newest");
  }
}
