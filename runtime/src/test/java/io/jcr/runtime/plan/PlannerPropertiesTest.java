// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.config.Action;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.FileLock;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.Tracer;
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
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlannerPropertiesTest {
  private static final List<Config> CONFIGS =
      List.of(
          Config.defaults(),
          Outcomes.config("mode: strict"),
          Outcomes.config("mode: strict\nallowed-prefixes: [/, 'socket:', 'pipe:']"),
          Outcomes.config("criu: {options: {ghost-limit: 4K}}"),
          Outcomes.config("rules: [{type: file, path: '/a**'}, {type: socket, action: close}]"),
          Outcomes.config("rules: [{type: filedescriptor, regex: '.*', action: keep}]"));

  @Property(tries = 300)
  void everyHandleIsThereOnce(@ForAll("tables") HandleTable table, @ForAll("configs") Config it) {
    assertThat(plan(it, table).handles())
        .extracting(PlannedHandle::handle)
        .containsExactlyElementsOf(table.handles());
  }

  @Property(tries = 300)
  void blockersAreSortedAndEachHandleHasOne(
      @ForAll("tables") HandleTable table, @ForAll("configs") Config config) {
    if (plan(config, table) instanceof Blocked blocked) {
      List<Integer> descriptors =
          blocked.blockers().stream()
              .flatMap(blocker -> blocker.handle().stream())
              .map(Handle::descriptor)
              .toList();
      assertThat(descriptors).isSorted().doesNotHaveDuplicates();
      assertThat(descriptors)
          .containsExactlyInAnyOrderElementsOf(
              blocked.handles().stream()
                  .filter(planned -> planned.action() == Action.ERROR)
                  .map(planned -> planned.handle().descriptor())
                  .toList());
    }
  }

  @Property(tries = 300)
  void aPlanHasNoErrorAndNoActionThatIsMissing(
      @ForAll("tables") HandleTable table, @ForAll("configs") Config config) {
    if (plan(config, table) instanceof Plan plan) {
      assertThat(plan.handles())
          .extracting(PlannedHandle::action)
          .isSubsetOf(Action.KEEP, Action.CLOSE, Action.REOPEN);
      assertThat(plan.options().ghostLimit()).isBetween(0L, 0xffff_ffffL);
      assertThat(plan.ids()).doesNotHaveDuplicates().startsWith(table.process().processId());
    }
  }

  @Property(tries = 300)
  void messagesAreOneLineWithARemedy(
      @ForAll("tables") HandleTable table, @ForAll("configs") Config config) {
    if (plan(config, table) instanceof Blocked blocked) {
      assertThat(blocked.blockers())
          .allSatisfy(
              blocker -> assertThat(blocker.message()).matches("JCR-2\\d\\d: [^\n]+; [^\n]+"));
    }
    assertThat(plan(config, table).warnings())
        .allSatisfy(warning -> assertThat(warning).doesNotContain("\n"));
  }

  @Property(tries = 300)
  void planningIsAFunction(@ForAll("tables") HandleTable table, @ForAll("configs") Config config) {
    assertThat(plan(config, table)).isEqualTo(plan(config, table));
  }

  private static Outcome plan(Config config, HandleTable table) {
    return Planner.plan(config, table, Tables.PLATFORM);
  }

  @Provide
  Arbitrary<Config> configs() {
    return Arbitraries.of(CONFIGS);
  }

  @Provide
  Arbitrary<HandleTable> tables() {
    Arbitrary<Map<Integer, Kind>> handles =
        Arbitraries.maps(Arbitraries.integers().between(0, 40), kinds()).ofMaxSize(12);
    Arbitrary<Long> ids = Arbitraries.longs().between(1, 5);
    return Combinators.combine(handles, ids, ids, Arbitraries.integers().between(0, 9))
        .as(PlannerPropertiesTest::table);
  }

  private static HandleTable table(Map<Integer, Kind> handles, long id, long session, int oddity) {
    Optional<Tracer> tracer =
        oddity == 1 ? Optional.of(new Tracer(9, "strace", 101, "http")) : Optional.empty();
    Tables tables = new Tables().process(Tables.process(id, session, session, tracer));
    new ArrayList<>(handles.keySet())
        .stream().sorted().forEach(each -> tables.open(each, handles.get(each)));
    switch (oddity) {
      case 2 -> tables.child(9, "c");
      case 3 -> tables.map("/SYSV0", true, 4096);
      case 4 -> tables.map("/lib.so", true, 8192).lock(FileLock.Type.POSIX, "/c\nd");
      default -> tables.map("/lib.so", false, 8192);
    }
    return tables.table();
  }

  private static Arbitrary<Kind> kinds() {
    Arbitrary<String> paths = Arbitraries.of("/a", "/a/b.jar", "/c\nd", "e", "", "/", "/\0");
    Arbitrary<Long> sizes = Arbitraries.of(0L, 4096L, 1L << 21, 1L << 33);
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    Arbitrary<String> sides =
        Arbitraries.of("0.0.0.0:0", "127.0.0.1:80", "[::]:0", "[::1]:443", "odd", "");
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(paths, sizes, flags)
                .as((path, size, gone) -> new RegularFile(path, size, 1, gone)),
            Combinators.combine(paths, flags).as((path, in) -> new Pipe(3, path, in, false)),
            Combinators.combine(sides, sides, states())
                .as((local, remote, state) -> new TcpSocket(4, state, local, remote)),
            Combinators.combine(sides, sides, sizes)
                .as((local, remote, unsent) -> new UdpSocket(5, local, remote, unsent)),
            unixSockets(paths, flags),
            paths.map(Directory::new),
            paths.map(BlockDevice::new),
            paths.map(path -> new Terminal(path, 6, 7)),
            Combinators.combine(paths, Arbitraries.of(1, 5, 10), Arbitraries.of(0, 3))
                .as(CharacterDevice::new),
            Arbitraries.of("socket", "bpf").map(name -> new Unsupported(name, "x", "avoid it")),
            Arbitraries.of(
                new Epoll(List.of()),
                new AnonymousInode("eventfd", "anon_inode:[eventfd]"),
                new MemoryFile("m", 1),
                new NetlinkSocket(8, 0),
                new PacketSocket(9))));
  }

  private static Arbitrary<String> states() {
    return Arbitraries.of("LISTEN", "ESTABLISHED", "CLOSE", "CLOSE_WAIT", "SYN_SENT");
  }

  private static Arbitrary<UnixSocket> unixSockets(
      Arbitrary<String> paths, Arbitrary<Boolean> flags) {
    return Combinators.combine(
            Arbitraries.of("stream", "dgram", "seqpacket"), flags, paths, paths, flags)
        .as(
            (type, connected, path, peer, inside) ->
                new UnixSocket(10, type, !connected, connected, path, 11, peer, inside));
  }
}
