// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.Sockets;
import io.jcr.criu.libc.UnixAddress;
import io.jcr.criu.libc.UnixSocketDiagnosis;
import io.jcr.runtime.kind.SocketReopening.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Unix socket that listens. The file of its name outlives it, so a restore finds the old one, or
 * none where the folder is new. A socket of somebody else that lives there is left alone.
 *
 * @param type {@code SOCK_STREAM} or {@code SOCK_SEQPACKET}
 * @param path its name as the kernel lists it
 * @param address {@code struct sockaddr_un}
 * @param options those that a new socket has otherwise
 * @param flags the status flags as in {@code fdinfo}
 * @param backlog how many connections may wait
 * @param file whose the file was; empty for an abstract name, and where it had been removed
 */
public record UnixSocketReopening(
    int type,
    String path,
    List<Byte> address,
    List<Option> options,
    int flags,
    int backlog,
    Optional<File> file)
    implements Reopening {

  /** Owner, group and permissions of the file. */
  public record File(int user, int group, int mode) {}

  private static final int PERMISSIONS = 07777;

  /** The numbers of {@code SOCK_*} (bits/socket_type.h). */
  private static final Map<String, Integer> TYPES = Map.of("stream", 1, "seqpacket", 5);

  public UnixSocketReopening {
    address = List.copyOf(address);
    options = List.copyOf(options);
  }

  /** Of a listening socket. */
  public static UnixSocketReopening of(int descriptor, UnixSocket socket, int flags)
      throws NativeCallException {
    int type = TYPES.get(socket.type());
    byte[] address = Sockets.localAddress(descriptor);
    int fresh = Sockets.create(Sockets.UNIX, type);
    try {
      return new UnixSocketReopening(
          type,
          socket.path(),
          SocketReopening.boxed(address),
          SocketReopening.differences(descriptor, fresh),
          flags,
          UnixSocketDiagnosis.backlog(socket.inode()),
          UnixAddress.isPath(address) ? file(socket.path()) : Optional.empty());
    } finally {
      Descriptors.close(fresh);
    }
  }

  private static Optional<File> file(String path) {
    try {
      Map<String, Object> values =
          Files.readAttributes(Path.of(path), "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) values.get("mode") & PERMISSIONS;
      return Optional.of(new File((Integer) values.get("uid"), (Integer) values.get("gid"), mode));
    } catch (IOException | InvalidPathException removed) {
      return Optional.empty();
    }
  }

  @Override
  public int open(Moves moves) throws NativeCallException {
    byte[] bytes = SocketReopening.unboxed(address);
    if (isLeftOver(bytes)) {
      UnixAddress.remove(bytes);
    }
    int socket = Sockets.create(Sockets.UNIX, type);
    try {
      open(socket, bytes);
      return socket;
    } catch (NativeCallException e) {
      Descriptors.close(socket);
      throw e;
    }
  }

  /** Whether there is the file of a socket that is gone: bind(2) refuses every file. */
  private boolean isLeftOver(byte[] bytes) throws NativeCallException {
    return UnixAddress.isPath(bytes)
        && UnixAddress.isSocket(path, LinkOption.NOFOLLOW_LINKS)
        && !UnixAddress.isListening(bytes);
  }

  private void open(int socket, byte[] bytes) throws NativeCallException {
    SocketReopening.set(socket, options);
    if (file.isPresent()) {
      UnixAddress.bind(socket, bytes, file.get().mode());
      UnixAddress.setOwner(bytes, file.get().user(), file.get().group());
    } else {
      bindWithoutFile(socket, bytes);
    }
    Sockets.listen(socket, backlog);
    Descriptors.setStatusFlags(socket, flags);
  }

  /** An abstract name, or a path whose file had been removed. */
  private static void bindWithoutFile(int socket, byte[] bytes) throws NativeCallException {
    Sockets.bind(socket, bytes);
    if (UnixAddress.isPath(bytes)) {
      UnixAddress.remove(bytes);
    }
  }
}
