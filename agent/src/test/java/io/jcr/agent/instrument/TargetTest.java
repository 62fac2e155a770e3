// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void readsARow() {
    Target target = Target.parse("socket  a/B create (Z)V this.fd 17-20");
    assertThat(target.name()).isEqualTo("a.B.create");
    assertThat(target.value())
        .isEqualTo(new Value(Value.From.THIS, 0, "fd", "Ljava/io/FileDescriptor;"));
    assertThat(target.isFor(16)).isFalse();
    assertThat(target.isFor(17)).isTrue();
    assertThat(target.isFor(20)).isTrue();
    assertThat(target.isFor(21)).isFalse();
  }

  @Test
  void readsEveryFormOfValue() {
    assertThat(Value.parse("result:int")).isEqualTo(new Value(Value.From.RESULT, 0, "", "I"));
    assertThat(Value.parse("arg3:int[]")).isEqualTo(new Value(Value.From.ARGUMENT, 3, "", "[I"));
    assertThat(Value.parse("arg0.fd").field()).isEqualTo("fd");
    assertThat(Value.parse("result:Object").type()).isEqualTo("Ljava/lang/Object;");
  }

  @Test
  void knowsArgumentsAtEntryAndTheirFieldsLater() {
    assertThat(Value.parse("arg1").isKnownAtEntry()).isTrue();
    assertThat(Value.parse("arg1.fd").isKnownAtEntry()).isFalse();
    assertThat(Value.parse("this.fd").isKnownAtEntry()).isFalse();
  }

  @Test
  void matchesOneOverloadOrAny() {
    Target one = Target.parse("path a/B open (I)V this.fd");
    assertThat(one.matches("open", "(I)V")).isTrue();
    assertThat(one.matches("open", "(J)V")).isFalse();
    assertThat(one.matches("close", "(I)V")).isFalse();
    assertThat(Target.parse("path a/B open * this.fd").matches("open", "(J)V")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "path a/B open (I)V",
        "path a/B open (I)V this",
        "path a/B open (I)V that.fd",
        "path a/B open (I)V argX",
        "path a/B open (I)V arg0:long",
        "path a/B open (I)V this.fd 20-17",
        "path a/B open (I)V this.fd 17-20 more"
      })
  void refusesWhatIsNoRow(String row) {
    assertThatThrownBy(() -> Target.parse(row)).isInstanceOf(IllegalArgumentException.class);
  }
}
