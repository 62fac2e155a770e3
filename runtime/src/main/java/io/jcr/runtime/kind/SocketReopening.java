// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.Sockets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A bound socket: one that listens, or one for datagrams. The kernel tells its address and options,
 * so it does not matter who made it, Java or a native library.
 *
 * @param family the address family, first in an address
 * @param type stream or datagram
 * @param address {@code struct sockaddr}
 * @param options those that a new socket has otherwise
 * @param flags the status flags as in {@code fdinfo}
 * @param backlog how many connections may wait, or {@link #NONE} where it does not listen
 */
public record SocketReopening(
    int family, int type, List<Byte> address, List<Option> options, int flags, int backlog)
    implements Reopening {

  /** No backlog: it does not listen. */
  public static final int NONE = -1;

  /** An option that is a number (socket(7), ip(7), ipv6(7), tcp(7)). */
  public record Option(int level, int name, int value) {}

  /** A level and name, of the kernel's asm-generic/socket.h, in.h, in6.h and tcp.h. */
  private record Name(int level, int name, boolean doubled) {}

  private static final int IP = 0;
  private static final int TCP = 6;
  private static final int IPV6 = 41;

  /** Before bind(2) or listen(2) each of them can be set; buffers are doubled by the kernel. */
  private static final List<Name> NAMES =
      List.of(
          new Name(Sockets.SOL_SOCKET, 2, false), // SO_REUSEADDR
          new Name(Sockets.SOL_SOCKET, 15, false), // SO_REUSEPORT
          new Name(Sockets.SOL_SOCKET, 9, false), // SO_KEEPALIVE
          new Name(Sockets.SOL_SOCKET, 6, false), // SO_BROADCAST
          new Name(Sockets.SOL_SOCKET, 7, true), // SO_SNDBUF
          new Name(Sockets.SOL_SOCKET, 8, true), // SO_RCVBUF
          new Name(Sockets.SOL_SOCKET, 12, false), // SO_PRIORITY
          new Name(Sockets.SOL_SOCKET, 46, false), // SO_BUSY_POLL
          new Name(Sockets.SOL_SOCKET, 16, false), // SO_PASSCRED
          new Name(IP, 1, false), // IP_TOS
          new Name(IP, 15, false), // IP_FREEBIND
          new Name(IPV6, 26, false), // IPV6_V6ONLY
          new Name(IPV6, 67, false), // IPV6_TCLASS
          new Name(TCP, 1, false), // TCP_NODELAY
          new Name(TCP, 4, false), // TCP_KEEPIDLE
          new Name(TCP, 5, false), // TCP_KEEPINTVL
          new Name(TCP, 6, false), // TCP_KEEPCNT
          new Name(TCP, 9, false), // TCP_DEFER_ACCEPT
          new Name(TCP, 18, false), // TCP_USER_TIMEOUT
          new Name(TCP, 23, false)); // TCP_FASTOPEN

  public SocketReopening {
    address = List.copyOf(address);
    options = List.copyOf(options);
  }

  /** Of a listening TCP socket. */
  public static SocketReopening listening(int socket, int flags) throws NativeCallException {
    return of(socket, Sockets.STREAM, flags, Sockets.backlog(socket));
  }

  /** Of a bound UDP socket. */
  public static SocketReopening datagram(int socket, int flags) throws NativeCallException {
    return of(socket, Sockets.DATAGRAM, flags, NONE);
  }

  private static SocketReopening of(int socket, int type, int flags, int backlog)
      throws NativeCallException {
    byte[] address = Sockets.localAddress(socket);
    int family = address[0];
    int fresh = Sockets.create(family, type);
    try {
      return new SocketReopening(
          family, type, boxed(address), differences(socket, fresh), flags, backlog);
    } finally {
      Descriptors.close(fresh);
    }
  }

  /** A record compares lists by what they hold. */
  static List<Byte> boxed(byte[] bytes) {
    List<Byte> boxed = new ArrayList<>();
    for (byte each : bytes) {
      boxed.add(each);
    }
    return boxed;
  }

  static byte[] unboxed(List<Byte> boxed) {
    byte[] bytes = new byte[boxed.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = boxed.get(i);
    }
    return bytes;
  }

  static List<Option> differences(int socket, int fresh) {
    List<Option> options = new ArrayList<>();
    for (Name name : NAMES) {
      OptionalInt value = Sockets.option(socket, name.level(), name.name());
      OptionalInt usual = Sockets.option(fresh, name.level(), name.name());
      if (value.isPresent() && !value.equals(usual)) {
        int set = name.doubled() ? value.getAsInt() / 2 : value.getAsInt();
        options.add(new Option(name.level(), name.name(), set));
      }
    }
    return options;
  }

  @Override
  public int open(Moves moves) throws NativeCallException {
    int socket = Sockets.create(family, type);
    try {
      set(socket, options);
      Sockets.bind(socket, moved(moves));
      if (backlog != NONE) {
        Sockets.listen(socket, backlog);
      }
      Descriptors.setStatusFlags(socket, flags);
      return socket;
    } catch (NativeCallException e) {
      Descriptors.close(socket);
      throw e;
    }
  }

  static void set(int socket, List<Option> options) throws NativeCallException {
    for (Option option : options) {
      Sockets.setOption(socket, option.level(), option.name(), option.value());
    }
  }

  /** The port is the two bytes after the family, the high one first. */
  private byte[] moved(Moves moves) {
    byte[] bytes = unboxed(address);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int port = Short.toUnsignedInt(buffer.getShort(2));
    buffer.putShort(2, (short) moves.port(port));
    return bytes;
  }
}
