// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningsTest {
  private static final Opening OPENING = new Opening("main", 17, null, Ledger.PATH);

  private final Openings openings = new Openings();

  @ParameterizedTest
  @ValueSource(ints = {0, 1023, 1024, 65_535, 1_048_575})
  void keepsWhatItIsGiven(int descriptor) {
    openings.set(descriptor, OPENING);
    assertThat(openings.get(descriptor)).isSameAs(OPENING);
    assertThat(openings.get(descriptor ^ 1)).isNull();

    openings.set(descriptor, null);
    assertThat(openings.get(descriptor)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 1_048_576, Integer.MAX_VALUE})
  void ignoresNumbersOutOfRange(int descriptor) {
    openings.set(descriptor, OPENING);
    assertThat(openings.get(descriptor)).isNull();
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(openings.get(5000)).isNull();
    openings.set(5000, null);
    assertThat(openings.get(5000)).isNull();
  }
}
