// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be taken away and made anew, and why other things cannot. */
final class Reopenable {
  private final Set<FileId> locked;

  /** The same for all names of a file. */
  private record FileId(long device, long inode) {}

  private Reopenable(Set<FileId> locked) {
    this.locked = locked;
  }

  static Reopenable of(HandleTable table) {
    return new Reopenable(
        table.locks().stream()
            .map(lock -> new FileId(lock.device(), lock.inode()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Why not; empty where it can. */
  Optional<String> refusal(Handle handle) {
    Kind kind = handle.kind();
    if (kind instanceof RegularFile file) {
      return file(file);
    }
    if (kind instanceof TcpSocket tcp && !tcp.isListening()) {
      return Optional.of("a connection cannot be made again by one side alone");
    }
    if (kind instanceof UnixSocket socket) {
      return unix(socket);
    }
    if (kind instanceof Pipe pipe && pipe.packets() && !pipe.path().isEmpty()) {
      return Optional.of("it keeps each write apart (O_DIRECT), and cannot be opened so");
    }
    boolean possible =
        kind instanceof TcpSocket
            || kind instanceof UdpSocket
            || kind instanceof CharacterDevice
            || (kind instanceof Pipe pipe && !pipe.path().isEmpty());
    return possible ? Optional.empty() : Optional.of("there is no name to open it by");
  }

  /** A connected one cannot be made again alone, and CRIU carries the others that have a name. */
  private static Optional<String> unix(UnixSocket socket) {
    if (!socket.listening()) {
      return Optional.of("only a Unix socket that listens can be made again");
    }
    if (UnixDefaults.isRelative(socket.path())) {
      return Optional.of("its path is relative");
    }
    return UnixDefaults.isAttachListener(socket)
        ? Optional.of("it is the JVM's own, and CRIU carries it")
        : Optional.empty();
  }

  /**
   * A lock of fcntl(2) ends when any descriptor of its file is closed, whichever it was taken by
   * and whatever its name, so the file would lose it.
   */
  Optional<String> file(RegularFile file) {
    if (locked.contains(new FileId(file.device(), file.inode()))) {
      return Optional.of("it is locked, and the lock would be lost");
    }
    boolean named = !file.deleted() && file.path().startsWith("/");
    boolean madeUp = file.path().startsWith("/proc/") || file.path().startsWith("/sys/");
    return named && !madeUp ? Optional.empty() : Optional.of("there is no name to open it by");
  }
}
