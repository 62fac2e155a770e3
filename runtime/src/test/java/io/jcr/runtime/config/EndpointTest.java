// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void readsBothFamilies() {
    assertThat(Endpoint.parse("127.0.0.1:8080")).contains(new Endpoint("127.0.0.1", 8080));
    assertThat(Endpoint.parse("[::]:80")).contains(new Endpoint("::", 80));
    assertThat(Endpoint.parse("[::ffff:10.0.0.1]:1")).contains(new Endpoint("::ffff:10.0.0.1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "127.0.0.1", "localhost:80", "256.0.0.1:80", "[:::]:80", "1:x"})
  void refusesTheRest(String text) {
    assertThat(Endpoint.parse(text)).isEmpty();
  }

  @Property
  void neverThrows(@ForAll String text) {
    assertThat(Endpoint.parse(text)).isNotNull();
  }
}
