// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesInPlanTest {
  private static final StackTraceElement MANAGEMENT =
      new StackTraceElement("sun.rmi.transport.tcp.TCPTransport", "listen", null, -1);

  private static final StackTraceElement APPLICATION =
      new StackTraceElement("com.example.Pool", "connect", null, -1);

  private static final int WRITE_ONLY = 1;
  private static final int READ_WRITE = 2;
  private static final Kind PERF =
      new Unsupported("perf event", "anon_inode:[perf_event]", "stop the profiler");

  /** Which CRIU would dump, and not restore. */
  private static final Kind PACKET_FIFO = new Pipe(1, "/fifo", true, true);

  private static final Kind ATTACH_LISTENER =
      new UnixSocket(7, "stream", true, false, "/tmp/.java_pid1", 0, "", false);

  static Stream<Arguments> actsByRule() {
    return Stream.of(
        arguments("file, path: /a.log, action: keep", Tables.file("/a.log"), Action.KEEP),
        arguments("file, path: /a.log, action: ignore", Tables.file("/a.log"), Action.KEEP),
        arguments("file, action: reopen", Tables.file("/a"), Action.REOPEN),
        arguments("file, action: close", Tables.file("/a"), Action.CLOSE),
        arguments("file, action: reopen", new Pipe(1, "/fifo", false, false), Action.REOPEN),
        arguments("pipe, action: close", new Pipe(1, "", true, false), Action.CLOSE),
        arguments("pipe, action: close", new Pipe(1, "", true, true), Action.CLOSE),
        arguments("pipe, action: keep", new Pipe(1, "", true, true), Action.KEEP),
        arguments("file, action: close", PACKET_FIFO, Action.CLOSE),
        arguments("socket, action: close", Tables.listening("[::]:1"), Action.CLOSE),
        arguments("socket, action: reopen", Tables.listening("[::]:1"), Action.REOPEN),
        arguments("filedescriptor, action: close", PERF, Action.CLOSE),
        arguments("socket, action: close", Tables.connection("ESTABLISHED"), Action.CLOSE),
        arguments("socket, action: keep", Tables.listening("[::]:80"), Action.KEEP),
        arguments("socket, action: keep", Tables.external("dgram", "/dev/log"), Action.KEEP),
        arguments("filedescriptor, action: keep", PERF, Action.KEEP),
        arguments("file, action: keep", new CharacterDevice("/dev/fuse", 10, 229), Action.KEEP),
        arguments("file, action: keep", new Terminal("/dev/pts/1", 1, 2), Action.KEEP));
  }

  @Test
  void leavesTheAttachListenerAlone() {
    Plan plan =
        Outcomes.plan(
            rule("socket, listening: true, action: close"), new Tables().open(9, ATTACH_LISTENER));

    assertThat(plan.handles().get(0).action()).isEqualTo(Action.KEEP);
  }

  @ParameterizedTest
  @MethodSource
  void actsByRule(String rule, Kind kind, Action action) {
    Plan plan = Outcomes.plan(rule(rule), new Tables().open(9, kind));

    assertThat(plan.handles())
        .singleElement()
        .satisfies(
            planned -> {
              assertThat(planned.action()).isEqualTo(action);
              assertThat(planned.rule()).contains("jcr.yaml:2");
            });
  }

  static Stream<Arguments> blocksByRule() {
    return Stream.of(
        arguments("file, action: error", Tables.file("/a"), Code.REFUSED_BY_RULE),
        arguments("file", Tables.file("/a"), Code.REFUSED_BY_RULE),
        arguments("pipe, action: reopen", new Pipe(1, "", true, false), Code.ACTION_NOT_AVAILABLE),
        arguments("file, action: reopen", PACKET_FIFO, Code.ACTION_NOT_AVAILABLE),
        arguments("file, action: keep", PACKET_FIFO, Code.PACKET_PIPE),
        arguments(
            "socket, action: keep", Tables.connection("ESTABLISHED"), Code.ACTION_NOT_AVAILABLE),
        arguments(
            "socket, action: reopen", Tables.connection("CLOSE_WAIT"), Code.ACTION_NOT_AVAILABLE),
        arguments(
            "socket, action: keep", Tables.external("stream", "/s"), Code.EXTERNAL_UNIX_SOCKET),
        arguments("filedescriptor, action: reopen", PERF, Code.ACTION_NOT_AVAILABLE));
  }

  @ParameterizedTest
  @MethodSource
  void blocksByRule(String rule, Kind kind, Code code) {
    assertThat(Outcomes.blockers(rule(rule), new Tables().open(9, kind)))
        .extracting(Blocker::code)
        .containsExactly(code);
  }

  @Test
  void namesTheRuleThatRefuses() {
    Blocked blocked =
        (Blocked)
            Outcomes.outcome(rule("file, action: error"), new Tables().open(9, Tables.file("/a")));

    assertThat(blocked.blockers().get(0).message())
        .startsWith("JCR-210: descriptor 9 (file /a) is refused by the rule at jcr.yaml:2; ");
    assertThat(blocked.handles().get(0).rule()).contains("jcr.yaml:2");
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    Config config =
        Outcomes.config(
            """
            rules:
              - {type: file, path: /b, action: error}
              - {type: file, path: /a, action: keep}
              - {type: file, action: error}
            """);

    assertThat(Outcomes.plan(config, new Tables().open(9, Tables.file("/a"))).handles().get(0))
        .returns(Action.KEEP, PlannedHandle::action)
        .returns(Optional.of("jcr.yaml:3"), PlannedHandle::rule);
  }

  @Test
  void warnsUnlessTheRuleSaysNot() {
    Tables tables = new Tables().open(9, Tables.file("/a"));

    assertThat(Outcomes.plan(rule("file, action: keep"), tables).warnings())
        .containsExactly("descriptor 9 (file /a) is open: keep by the rule at jcr.yaml:2");
    assertThat(Outcomes.plan(rule("file, action: keep, warn: false"), tables).warnings()).isEmpty();
  }

  @Test
  void prefixesKeepWithoutAWord() {
    Config config =
        Outcomes.config("allowed-prefixes: [/data/, 'socket:', 'pipe:', 'anon_inode:[perf']");
    Tables tables =
        new Tables()
            .open(5, Tables.file("/data/x"))
            .open(6, Tables.outerPipe(1))
            .open(7, Tables.connection("ESTABLISHED"))
            .open(8, PERF);

    Plan plan = Outcomes.plan(config, tables);

    assertThat(plan.handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.KEEP, Action.KEEP, Action.CLOSE, Action.KEEP);
    assertThat(plan.handles())
        .allSatisfy(planned -> assertThat(planned.rule()).contains("allowed-prefixes"));
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void noPrefixCarriesPacketsInAFifo() {
    Config config = Outcomes.config("allowed-prefixes: [/fifo]");

    assertThat(Outcomes.blockers(config, new Tables().open(5, PACKET_FIFO)))
        .extracting(Blocker::code)
        .containsExactly(Code.PACKET_PIPE);
  }

  @Test
  void noPrefixCarriesHalfAConnection() {
    Config config = Outcomes.config("allowed-prefixes: ['socket:']");

    Tables tables = new Tables().open(5, Tables.external("stream", "/s"));

    assertThat(Outcomes.plan(config, tables).handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.CLOSE);
  }

  @Test
  void rulesLeaveTheStandardStreamsAlone() {
    Tables tables = new Tables().open(0, Tables.outerPipe(1)).open(1, Tables.file("/out"));

    assertThat(
            Outcomes.blockers(
                Outcomes.config("rules: [{type: pipe}, {type: file, action: reopen}]"), tables))
        .isEmpty();
  }

  @Test
  void strictModeRefusesWhatNothingNames() {
    Tables tables =
        new Tables()
            .open(5, Tables.file("/data/x"))
            .open(6, Tables.listening("[::]:80"))
            .open(7, Tables.connection("ESTABLISHED"))
            .open(8, Tables.file("/named"))
            .open(9, Tables.file("/opt/app/data.jar"), READ_WRITE);
    Config config =
        Outcomes.config("mode: strict\nrules: [{type: file, path: /named, action: keep}]");

    assertThat(Outcomes.blockers(config, tables))
        .allSatisfy(blocker -> assertThat(blocker.code()).isEqualTo(Code.REFUSED_BY_RULE))
        .extracting(blocker -> blocker.handle().orElseThrow().descriptor())
        .containsExactly(5, 6, 7, 9);
  }

  @Test
  void strictModeAllowsTheJvmItsOwn() {
    Tables tables =
        new Tables()
            .open(0, new CharacterDevice("/dev/null", 1, 3))
            .open(1, Tables.file("/var/log/out"))
            .open(2, new Terminal("/dev/pts/0", 1, 2))
            .open(3, Tables.file("/opt/jdk/lib/modules"))
            .open(4, Tables.file("/opt/app/app.jar"))
            .open(5, new CharacterDevice("/dev/random", 1, 8))
            .open(6, Tables.file(Tables.COUNTERS), READ_WRITE)
            .open(7, new Epoll(List.of()))
            .open(8, new AnonymousInode("eventfd", "anon_inode:[eventfd]"))
            .open(9, new UnixSocket(7, "stream", false, false, "", 0, "", false))
            .open(10, new UnixSocket(7, "stream", true, false, "/tmp/.java_pid1", 0, "", false))
            .open(11, Tables.file("/var/log/gc.log"), WRITE_ONLY)
            .open(12, Tables.file(Tables.CHUNK), READ_WRITE)
            .open(13, new Directory("/opt/jdk/lib/jfr"))
            .open(14, new Directory("/proc"))
            .open(15, Tables.file("/sys/fs/cgroup/memory.max"))
            .open(16, Tables.file("/proc/stat"));

    assertThat(Outcomes.blockers(Outcomes.config("mode: strict"), tables)).isEmpty();
  }

  @Test
  void strictModeAllowsTheSocketsOfRemoteManagement() {
    Tables tables =
        new Tables()
            .openedBy(5, Tables.listening("[::]:7091"), "main", MANAGEMENT)
            .openedBy(6, Tables.connection("ESTABLISHED"), "RMI TCP Accept-0", MANAGEMENT)
            .openedBy(7, Tables.connection("ESTABLISHED"), "main", APPLICATION)
            .openedBy(8, Tables.file("/data/x"), "RMI TCP Connection(1)", MANAGEMENT);

    assertThat(Outcomes.blockers(Outcomes.config("mode: strict"), tables))
        .extracting(blocker -> blocker.handle().orElseThrow().descriptor())
        .containsExactly(7, 8);
  }

  @Test
  void leavesTheFilesOfTheFlightRecorderToCriuWhateverTheRulesSay() {
    Tables tables = new Tables().open(5, Tables.file(Tables.CHUNK), READ_WRITE);
    Plan plan = Outcomes.plan(rule("file, path: '**', action: reopen"), tables);

    assertThat(plan.handles().get(0).action()).isEqualTo(Action.KEEP);
    assertThat(plan.warnings()).isEmpty();
  }

  private static Config rule(String text) {
    return Outcomes.config("rules:\n  - {type: " + text + "}\n");
  }
}
