// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import io.jcr.boot.Ledger;
import io.jcr.boot.LookUps;
import io.jcr.boot.Opening;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.handle.ProvenanceSource;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger, joined with what the kernel says. An entry that contradicts the kernel is stale:
 * native code has closed the descriptor and another one has its number.
 *
 * @param stackDepth how many frames are given at most
 */
public record LedgerProvenance(int stackDepth) implements ProvenanceSource {
  /** The name of JCR's own class loader, its libraries included. */
  private static final String OWN_LOADER = "jcr";

  private static final String BOOT_PACKAGE = "io.jcr.boot.";
  private static final String ENTRY_PACKAGE = "io.jcr.agent.premain.";

  @Override
  public Optional<Provenance> of(int descriptor, Kind kind) {
    Opening opening = Ledger.opening(descriptor);
    return opening == null || !fits(opening.hint(), kind)
        ? Optional.empty()
        : Optional.of(provenance(opening));
  }

  @Override
  public Optional<Provenance> ofMapping(long inode) {
    Opening opening = LookUps.mapping(inode);
    return opening == null ? Optional.empty() : Optional.of(provenance(opening));
  }

  private Provenance provenance(Opening opening) {
    Instant time = Instant.ofEpochMilli(opening.epochMillis());
    if (opening.hint().equals(Ledger.BEFORE_AGENT)) {
      return Provenance.beforeAgent(time);
    }
    return new Provenance(opening.thread(), time, frames(opening.stack()), false);
  }

  static boolean fits(String hint, Kind kind) {
    return switch (hint) {
      case Ledger.BEFORE_AGENT -> true;
      case Ledger.NAME_SERVICE -> isSocket(kind) || kind instanceof RegularFile;
      case Ledger.SOCKET -> isSocket(kind);
      case Ledger.PIPE -> kind instanceof Pipe;
      case Ledger.EPOLL -> kind instanceof Epoll;
      case Ledger.EVENTFD, Ledger.INOTIFY ->
          kind instanceof AnonymousInode && kind.name().equals(hint);
      case Ledger.PATH -> hasPath(kind);
      default -> false;
    };
  }

  /** A socket of a family that no other kind claims is unsupported, and called socket. */
  private static boolean isSocket(Kind kind) {
    return (kind instanceof Unsupported && kind.name().equals(Ledger.SOCKET))
        || kind instanceof TcpSocket
        || kind instanceof UdpSocket
        || kind instanceof UnixSocket
        || kind instanceof NetlinkSocket
        || kind instanceof PacketSocket;
  }

  /** A name such as {@code pipe:[17]} or {@code anon_inode:x} is not opened by a path. */
  private static boolean hasPath(Kind kind) {
    if (kind instanceof Unsupported) {
      return kind.target().startsWith("/");
    }
    if (isSocket(kind) || kind instanceof Epoll || kind instanceof AnonymousInode) {
      return false;
    }
    return !(kind instanceof Pipe pipe) || !pipe.path().isEmpty();
  }

  List<StackTraceElement> frames(Throwable stack) {
    List<StackTraceElement> frames = new ArrayList<>();
    if (stack == null) {
      return frames;
    }
    for (StackTraceElement frame : stack.getStackTrace()) {
      if (frames.size() < stackDepth && !isOwn(frame)) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static boolean isOwn(StackTraceElement frame) {
    String type = frame.getClassName();
    return OWN_LOADER.equals(frame.getClassLoaderName())
        || type.startsWith(BOOT_PACKAGE)
        || type.startsWith(ENTRY_PACKAGE);
  }
}
