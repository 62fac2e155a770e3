// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.boot.Ledger;
import io.jcr.boot.LookUps;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private static final Set<String> EVENTS =
      Set.of(
          Ledger.PATH,
          Ledger.SOCKET,
          Ledger.PIPE,
          Ledger.EPOLL,
          Ledger.EVENTFD,
          Ledger.INOTIFY,
          LookUps.USERS,
          LookUps.GROUPS,
          LookUps.HOSTS,
          Target.CLOSED,
          Target.SERVER,
          Target.PROPERTIES);

  @Test
  void hasNoRowTwice() {
    assertThat(Targets.all()).doesNotHaveDuplicates();
  }

  @Test
  void knowsEveryEvent() {
    assertThat(Targets.all()).extracting(Target::event).isSubsetOf(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void endsWhatItBegins(int jdk) {
    Set<String> closing = new HashSet<>();
    for (Target target : Targets.forJdk(jdk)) {
      if (target.event().equals(Target.CLOSED)) {
        closing.add(target.type());
      }
    }
    assertThat(closing).contains("java/io/FileDescriptor", "sun/nio/fs/UnixNativeDispatcher");
    assertThat(closing.contains("sun/nio/ch/UnixDispatcher")).isEqualTo(jdk >= 21);
    assertThat(closing.contains("sun/nio/ch/SocketDispatcher")).isEqualTo(jdk < 21);
  }

  @ParameterizedTest
  @MethodSource("classesOfThisJdk")
  void fitsThisJdk(String type) throws IOException {
    Weaver weaver = new Weaver(Targets.forJdk(Runtime.version().feature()));
    byte[] woven = weaver.transform(null, null, type, null, null, classFile(type));

    assertThat(weaver.problems()).isEmpty();
    assertThat(woven).hasSizeGreaterThan(classFile(type).length);
  }

  static Stream<String> classesOfThisJdk() {
    List<Target> targets = Targets.forJdk(Runtime.version().feature());
    return targets.stream().map(Target::type).distinct();
  }

  private static byte[] classFile(String type) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      assertThat(in).as(type).isNotNull();
      return in.readAllBytes();
    }
  }
}
