// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadNamesTest {
  private static final ThreadNames NAMES =
      new ThreadNames(
          List.of("main", "the-one-that-opens", "http-nio-8080-exec-1", "http-nio-8080-exec-2"));

  @Test
  void givesTheWholeNameBack() {
    assertThat(NAMES.of("main")).isEqualTo("main");
    assertThat(NAMES.of("the-one-that-op")).isEqualTo("the-one-that-opens");
    assertThat(NAMES.of("the-one..-opens")).isEqualTo("the-one-that-opens");
    assertThat(NAMES.of("http-ni..exec-2")).isEqualTo("http-nio-8080-exec-2");
  }

  @Test
  void leavesOneThatCouldBeSeveral() {
    assertThat(NAMES.of("http-nio-8080-e")).isEqualTo("http-nio-8080-e");
    assertThat(NAMES.isJava("http-nio-8080-e")).isTrue();
  }

  @Test
  void leavesOneThatIsNoneOfJavas() {
    assertThat(NAMES.of("GC Thread#0")).isEqualTo("GC Thread#0");
    assertThat(NAMES.isJava("GC Thread#0")).isFalse();
  }
}
