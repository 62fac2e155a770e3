// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTest {
  private static final Kind LOG = new RegularFile("/var/log/app/main.log", 10, 1, false);
  private static final Kind PIPE = new Pipe(77, "", true, false);
  private static final Kind FIFO = new Pipe(78, "/run/fifo", false, false);
  private static final Kind LISTENER = new TcpSocket(5, "LISTEN", "[::]:8080", "[::]:0");
  private static final Kind DATABASE =
      new TcpSocket(6, "ESTABLISHED", "[::ffff:10.0.0.1]:40000", "[::ffff:10.0.0.5]:5432");
  private static final Kind IPV6 = new TcpSocket(7, "ESTABLISHED", "[::1]:40001", "[::1]:80");
  private static final Kind UDP = new UdpSocket(8, "127.0.0.1:53", "0.0.0.0:0", 0);
  private static final Kind UNIX =
      new UnixSocket(9, "stream", false, true, "/run/own", 10, "/run/nscd/socket", false);
  private static final Kind UNNAMED = new UnixSocket(11, "stream", false, false, "", 0, "", false);
  private static final Kind PERF =
      new Unsupported("perf event", "anon_inode:[perf_event]", "stop the profiler");
  private static final Kind SCTP = new Unsupported("socket", "SCTP socket:[12]", "close it");

  static Stream<Arguments> matches() {
    return Stream.of(
        arguments("file", LOG),
        arguments("file", FIFO),
        arguments("file", new Directory("/tmp")),
        arguments("file", new CharacterDevice("/dev/null", 1, 3)),
        arguments("file path=/var/log/app/main.log", LOG),
        arguments("file path=**/*.log", LOG),
        arguments("file path=/var/log/**", LOG),
        arguments("file path=/var/**.{log,txt}", LOG),
        arguments("file path=/run/f*", FIFO),
        arguments("pipe", PIPE),
        arguments("socket", LISTENER),
        arguments("socket", UNIX),
        arguments("socket", SCTP),
        arguments("socket", new NetlinkSocket(3, 0)),
        arguments("socket family=inet", LISTENER),
        arguments("socket family=IP", UDP),
        arguments("socket family=inet4", LISTENER),
        arguments("socket family=inet6", LISTENER),
        arguments("socket family=ipv4", DATABASE),
        arguments("socket family=inet6", IPV6),
        arguments("socket family=unix", UNNAMED),
        arguments("socket localPort=8080", LISTENER),
        arguments("socket localPort=*", UDP),
        arguments("socket localAddress=0.0.0.0", LISTENER),
        arguments("socket localAddress=::", LISTENER),
        arguments("socket localAddress=*", LISTENER),
        arguments("socket localAddress=localhost", UDP),
        arguments("socket remotePort=5432 family=inet", DATABASE),
        arguments("socket remoteAddress=10.0.0.5", DATABASE),
        arguments("socket remoteAddress=0:0:0:0:0:0:0:1", IPV6),
        arguments("socket listening=true", LISTENER),
        arguments("socket listening=false", UNIX),
        arguments("socket remotePath=/run/nscd/*", UNIX),
        arguments("socket localPath=/run/own", UNIX),
        arguments("filedescriptor", PERF),
        arguments("filedescriptor", new MemoryFile("jit", 10)),
        arguments("filedescriptor value=42", LOG),
        arguments("filedescriptor regex=.*perf_event.*", PERF),
        arguments("filedescriptor regex=perf.event.*", PERF),
        arguments("filedescriptor regex=socket:\\[5\\]", LISTENER),
        arguments("filedescriptor regex=socket:\\[12\\]", SCTP),
        arguments("filedescriptor regex=pipe:.*", PIPE));
  }

  static Stream<Arguments> doesNotMatch() {
    return Stream.of(
        arguments("file", PIPE),
        arguments("file", LISTENER),
        arguments("file", PERF),
        arguments("file path=*.log", LOG),
        arguments("file path=/var/log/*", LOG),
        arguments("file path=/var/log/app", LOG),
        arguments("file path=**", new RegularFile("/nul\0", 0, 1, false)),
        arguments("pipe", FIFO),
        arguments("pipe", LOG),
        arguments("socket", PIPE),
        arguments("socket family=inet4", IPV6),
        arguments("socket family=inet6", DATABASE),
        arguments("socket family=inet", UNIX),
        arguments("socket family=unix", LISTENER),
        arguments("socket localPort=8081", LISTENER),
        arguments("socket localPort=8080", UNIX),
        arguments("socket remotePort=*", LISTENER),
        arguments("socket remoteAddress=*", UDP),
        arguments("socket remoteAddress=10.0.0.6", DATABASE),
        arguments("socket remotePort=5432 family=inet6", DATABASE),
        arguments("socket listening=true", DATABASE),
        arguments("socket listening=false", LISTENER),
        arguments("socket remotePath=**", UNNAMED),
        arguments("socket localPath=/run/**", LISTENER),
        arguments("filedescriptor", LOG),
        arguments("filedescriptor", SCTP),
        arguments("filedescriptor value=41", LOG),
        arguments("filedescriptor regex=perf_event", PERF),
        arguments("filedescriptor value=42 regex=pipe:.*", LOG));
  }

  @ParameterizedTest
  @MethodSource
  void matches(String rule, Kind kind) {
    assertThat(rule(rule).matches(handle(kind))).isTrue();
  }

  @ParameterizedTest
  @MethodSource
  void doesNotMatch(String rule, Kind kind) {
    assertThat(rule(rule).matches(handle(kind))).isFalse();
  }

  @Test
  void refusesAKeyOfAnotherType() {
    List<Condition> conditions = List.of(new Condition(RuleKey.PATH, "/x"));

    assertThatThrownBy(() -> new Rule(RuleType.PIPE, conditions, Action.KEEP, true, "test:1"))
        .hasMessage("path is no key of pipe");
  }

  @Test
  void refusesAValueThatIsNone() {
    assertThatThrownBy(() -> new Condition(RuleKey.REGEX, "("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'(' is no expression");
  }

  @Test
  void neverLooksANameUp() {
    assertThatThrownBy(() -> new Condition(RuleKey.REMOTE_ADDRESS, "999.1.1.1"))
        .hasMessageContaining("is no address");
    assertThatThrownBy(() -> new Condition(RuleKey.REMOTE_ADDRESS, "cafe"))
        .hasMessageContaining("is no address");
  }

  @Test
  void knowsTheLinksOfMemoryFilesAndObjects() {
    assertThat(Links.of(new MemoryFile("jit", 1))).isEqualTo("/memfd:jit");
    assertThat(Links.of(new AnonymousInode("eventfd", "anon_inode:[eventfd]")))
        .isEqualTo("anon_inode:[eventfd]");
    assertThat(Links.of(new RegularFile("/tmp/x", 1, 1, true))).isEqualTo("/tmp/x");
  }

  private static Handle handle(Kind kind) {
    return new Handle(42, kind, 0, 0, Optional.empty());
  }

  /** {@code type key=value key=value}. */
  private static Rule rule(String text) {
    String[] words = text.split(" ");
    RuleType type = RuleType.parse(words[0]);
    List<Condition> conditions =
        Arrays.stream(words).skip(1).map(word -> condition(type, word)).toList();
    return new Rule(type, conditions, Action.KEEP, true, "test:1");
  }

  private static Condition condition(RuleType type, String word) {
    String[] parts = word.split("=", 2);
    return new Condition(RuleKey.ofWord(type, parts[0]).orElseThrow(), parts[1]);
  }
}
