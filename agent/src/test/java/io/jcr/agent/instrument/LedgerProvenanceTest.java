// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.boot.Ledger;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerProvenanceTest {
  private static final int DESCRIPTOR = 801;

  private static final Kind FILE = new RegularFile("/tmp/a", 1, 2, false);
  private static final Kind SOCKET = new UnixSocket(1, "stream", false, false, "", 0, "", false);
  private static final Kind PIPE = new Pipe(1, "", true, false);
  private static final Kind FIFO = new Pipe(1, "/tmp/fifo", true, false);
  private static final Kind EPOLL = new Epoll(List.of());
  private static final Kind EVENTFD = new AnonymousInode("eventfd", "anon_inode:[eventfd]");
  private static final Kind INOTIFY = new AnonymousInode("inotify", "anon_inode:inotify");
  private static final Kind DEVICE = new Unsupported("device", "/dev/x", "no");
  private static final Kind RING = new Unsupported("io_uring", "anon_inode:[io_uring]", "no");
  private static final Kind OTHER_SOCKET = new Unsupported("socket", "vsock", "no");

  private static final List<Kind> KINDS =
      List.of(FILE, SOCKET, PIPE, FIFO, EPOLL, EVENTFD, INOTIFY, DEVICE, RING, OTHER_SOCKET);

  private static final Map<String, List<Kind>> FITTING =
      Map.of(
          Ledger.PATH, List.of(FILE, FIFO, DEVICE),
          Ledger.SOCKET, List.of(SOCKET, OTHER_SOCKET),
          Ledger.PIPE, List.of(PIPE, FIFO),
          Ledger.EPOLL, List.of(EPOLL),
          Ledger.EVENTFD, List.of(EVENTFD),
          Ledger.INOTIFY, List.of(INOTIFY),
          Ledger.BEFORE_AGENT, KINDS);

  private final LedgerProvenance provenance = new LedgerProvenance(64);

  @AfterEach
  void forget() {
    Ledger.closed(DESCRIPTOR);
  }

  @Test
  void leavesOutEntriesThatContradictTheKernel() {
    FITTING.forEach(
        (hint, fitting) ->
            assertThat(KINDS)
                .as(hint)
                .filteredOn(kind -> LedgerProvenance.fits(hint, kind))
                .containsExactlyElementsOf(fitting));
  }

  @Test
  void tellsThreadTimeAndFramesWithoutTheLedgersOwn() {
    Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
    Ledger.opened(DESCRIPTOR, Ledger.PATH);

    Provenance opened = provenance.of(DESCRIPTOR, FILE).orElseThrow();
    assertThat(opened.thread()).isEqualTo(Thread.currentThread().getName());
    assertThat(opened.time()).isBetween(before, Instant.now());
    assertThat(opened.beforeAgent()).isFalse();
    assertThat(opened.stack().get(0).getClassName()).isEqualTo(getClass().getName());
  }

  @Test
  void leavesOutWhatJcrsOwnLoaderRan() {
    Throwable stack = new Throwable();
    stack.setStackTrace(
        new StackTraceElement[] {
          frame(null, "io.jcr.boot.Ledger"),
          frame(null, "java.io.FileInputStream"),
          frame("jcr", "com.sun.jna.Native"),
          frame("app", "io.jcr.agent.premain.Premain"),
          frame("app", "com.example.Main")
        });
    assertThat(provenance.frames(stack))
        .extracting(StackTraceElement::getClassName)
        .containsExactly("java.io.FileInputStream", "com.example.Main");
  }

  private static StackTraceElement frame(String loader, String type) {
    return new StackTraceElement(loader, null, null, type, "run", null, 1);
  }

  @Test
  void givesNoMoreFramesThanAsked() {
    Ledger.opened(DESCRIPTOR, Ledger.PATH);
    Optional<Provenance> opened = new LedgerProvenance(2).of(DESCRIPTOR, FILE);
    assertThat(opened.orElseThrow().stack()).hasSize(2);
  }

  @Test
  void knowsNoMoreThanTheTimeOfWhatIsOlderThanTheAgent() {
    Ledger.before(DESCRIPTOR, 17);
    assertThat(provenance.of(DESCRIPTOR, SOCKET))
        .contains(Provenance.beforeAgent(Instant.ofEpochMilli(17)));
  }

  @Test
  void isEmptyForWhatNobodySaw() {
    assertThat(provenance.of(DESCRIPTOR, FILE)).isEmpty();
  }
}
