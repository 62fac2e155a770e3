// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {

  static Stream<Kind> keeps() {
    return Stream.of(
        Tables.file("/data/a.db"),
        new Directory("/data"),
        new Pipe(5, "", true, false),
        new Pipe(5, "", false, false),
        new Pipe(5, "/run/fifo", false, false),
        Tables.connection("CLOSE"),
        new UdpSocket(6, "0.0.0.0:53", "0.0.0.0:0", 0),
        new UnixSocket(7, "stream", true, false, "/tmp/.java_pid9.tmp", 0, "", false),
        new UnixSocket(7, "stream", false, true, "", 8, "", true),
        new UnixSocket(7, "stream", false, false, "", 0, "", false),
        Tables.external("dgram", "/dev/log"),
        new NetlinkSocket(9, 0),
        new PacketSocket(10),
        new Epoll(List.of()),
        new AnonymousInode("inotify", "anon_inode:inotify"),
        new AnonymousInode("timerfd", "anon_inode:[timerfd]"),
        new MemoryFile("jit", 10),
        new CharacterDevice("/dev/null", 1, 3),
        new CharacterDevice("/dev/zero", 1, 5),
        new CharacterDevice("/dev/full", 1, 7),
        new CharacterDevice("/dev/random", 1, 8),
        new CharacterDevice("/dev/urandom", 1, 9),
        new CharacterDevice("/dev/tty", 5, 0));
  }

  @ParameterizedTest
  @MethodSource
  void keeps(Kind kind) {
    assertThat(Outcomes.plan(new Tables().open(9, kind)).handles())
        .singleElement()
        .satisfies(
            planned -> {
              assertThat(planned.action()).isEqualTo(Action.KEEP);
              assertThat(planned.rule()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ESTABLISHED",
        "SYN_SENT",
        "SYN_RECV",
        "FIN_WAIT1",
        "FIN_WAIT2",
        "CLOSE_WAIT",
        "LAST_ACK",
        "CLOSING"
      })
  void closesTcpConnectionsInEveryState(String state) {
    Plan plan = Outcomes.plan(new Tables().open(9, Tables.connection(state)));

    assertThat(plan.handles()).extracting(PlannedHandle::action).containsExactly(Action.CLOSE);
    assertThat(plan.options().tcpClose()).isTrue();
  }

  static Stream<Kind> closes() {
    return Stream.of(
        Tables.external("stream", "/run/nscd/socket"),
        Tables.external("seqpacket", ""),
        Tables.external("dgram", ""));
  }

  @ParameterizedTest
  @MethodSource
  void closes(Kind kind) {
    assertThat(Outcomes.plan(new Tables().open(9, kind)).handles())
        .singleElement()
        .returns(Action.CLOSE, PlannedHandle::action)
        .returns(true, PlannedHandle::isDetached);
  }

  static Stream<Kind> reopens() {
    return Stream.of(
        Tables.listening("0.0.0.0:80"),
        new UnixSocket(7, "stream", true, false, "/run/app", 0, "", false),
        new UnixSocket(7, "seqpacket", true, false, "@app", 0, "", false));
  }

  @ParameterizedTest
  @MethodSource
  void reopens(Kind kind) {
    assertThat(Outcomes.plan(new Tables().open(9, kind)).handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.REOPEN);
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        arguments(
            Code.RELATIVE_SOCKET_PATH,
            new UnixSocket(7, "stream", true, false, "run/app.sock", 0, "", false)),
        arguments(Code.DEVICE, new CharacterDevice("/dev/fuse", 10, 229)),
        arguments(Code.DEVICE, new CharacterDevice("/dev/ptmx", 5, 2)),
        arguments(Code.DEVICE, new BlockDevice("/dev/sda")),
        arguments(Code.DEVICE, new Terminal("/dev/pts/0", 0x8800, 0x17)),
        arguments(
            Code.UNSUPPORTED_DESCRIPTOR,
            new Unsupported("io_uring", "anon_inode:[io_uring]", "use epoll instead")),
        arguments(Code.UNSUPPORTED_SOCKET, new Unsupported("socket", "SCTP", "close it")),
        arguments(Code.PACKET_PIPE, new Pipe(5, "", true, true)),
        arguments(Code.PACKET_PIPE, new Pipe(5, "", false, true)),
        arguments(Code.PACKET_PIPE, new Pipe(5, "/run/fifo", true, true)),
        arguments(Code.PACKET_PIPE, new UdpSocket(6, "0.0.0.0:53", "0.0.0.0:0", 768)));
  }

  @ParameterizedTest
  @MethodSource
  void blocks(Code code, Kind kind) {
    Blocked blocked = (Blocked) Outcomes.outcome(Config.defaults(), new Tables().open(9, kind));

    assertThat(blocked.blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo(code);
              assertThat(blocker.what())
                  .startsWith("descriptor 9 (" + kind.name() + " " + kind.target() + ") ");
              assertThat(blocker.handle()).isPresent();
            });
    assertThat(blocked.handles()).extracting(PlannedHandle::action).containsExactly(Action.ERROR);
  }

  @Test
  void namesTheOpenerAndTheStack() {
    Tables tables =
        new Tables()
            .openedBy(
                14,
                new CharacterDevice("/dev/fuse", 10, 229),
                "main",
                new StackTraceElement("app.Opener", "open", "Opener.java", 7),
                new StackTraceElement("app.Main", "main", "Main.java", 3));

    assertThat(Outcomes.blockers(tables).get(0).message())
        .isEqualTo(
            """
            JCR-208: descriptor 14 (character device /dev/fuse) is a device whose state is not in \
            the image; close it before the checkpoint, or leave it to CRIU by a rule with action \
            keep
              opened by main at 2025-01-02T03:04:05Z
              at app.Opener.open(Opener.java:7)
              at app.Main.main(Main.java:3)\
            """);
  }

  @Test
  void aRemedyOfAnUnsupportedHandleIsItsOwn() {
    Tables tables =
        new Tables().open(9, new Unsupported("bpf", "anon_inode:bpf-prog", "detach the program"));

    assertThat(Outcomes.blockers(tables).get(0).remedy()).isEqualTo("detach the program");
  }

  @Test
  void leavesAPeerThatTheKernelDidNotTellToCriu() {
    Kind unknown = new UnixSocket(7, "stream", false, true, "", 0, "", false);

    assertThat(Outcomes.blockers(new Tables().open(9, unknown))).isEmpty();
  }

  @Test
  void warnsOfAPipeToAnotherProcess() {
    assertThat(Outcomes.plan(new Tables().open(9, Tables.outerPipe(5))).warnings())
        .containsExactly(
            "descriptor 9 (pipe pipe:[5]) leads to another process: after a restore its other end"
                + " is closed");
  }

  @Test
  void namesWithLineBreaksStayOnOneLine() {
    assertThat(
            Outcomes.blockers(new Tables().open(9, new BlockDevice("/dev/a\nb"))).get(0).message())
        .doesNotContain("\n");
  }
}
