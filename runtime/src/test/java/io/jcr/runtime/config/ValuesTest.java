// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "4096, 4096", "512K, 524288", "64M, 67108864", "3G, 3221225472"})
  void readsSizes(String text, long bytes) {
    assertThat(Values.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1.5M", "64MB", "64m", "64 M", "1234567890123", "1T"})
  void refusesOtherSizes(String text) {
    assertThatThrownBy(() -> Values.size(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is no size; write bytes, or as 64M");
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "60s, PT1M", "2m, PT2M", "1h, PT1H"})
  void readsTimes(String text, Duration duration) {
    assertThat(Values.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "0s", "-1s", "1d", "1.5s", "s", "9999999999s"})
  void refusesOtherTimes(String text) {
    assertThatThrownBy(() -> Values.duration(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4G", "4294967296", "10000000000G", "999999999999G"})
  void refusesGhostLimitsBeyondCriusField(String text) {
    assertThatThrownBy(() -> Values.ghostLimit(text)).hasMessageContaining("less than 4G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", ""})
  void refusesOtherFlags(String text) {
    assertThatThrownBy(() -> Values.flag(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void everyNumberOfMegabytesIsASize(@ForAll @IntRange(min = 0) int megabytes) {
    assertThat(Values.size(megabytes + "M")).isEqualTo(megabytes * 1024L * 1024L);
  }
}
