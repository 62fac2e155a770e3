// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sockets by number, to be described while every other thread is stopped, and made again. Addresses
 * are {@code struct sockaddr} as the kernel has them (ip(7), ipv6(7), unix(7)), family first.
 */
public final class Sockets {
  public static final int UNIX = SysSocket.AF_UNIX;
  public static final int INET = SysSocket.AF_INET;
  public static final int INET6 = SysSocket.AF_INET6;
  public static final int STREAM = SysSocket.SOCK_STREAM;
  public static final int DATAGRAM = SysSocket.SOCK_DGRAM;
  public static final int SEQUENTIAL_PACKETS = SysSocket.SOCK_SEQPACKET;
  public static final int SOL_SOCKET = SysSocket.SOL_SOCKET;

  private static final int LONGEST_ADDRESS = 128; // struct sockaddr_storage
  private static final int INFO_SIZE = 256; // more than struct tcp_info has
  private static final int IPPROTO_TCP = 6; // netinet/in.h
  private static final int TCP_INFO = 11; // netinet/tcp.h
  private static final int ACCEPT_BACKLOG_OFFSET = 28; // tcpi_sacked of struct tcp_info

  private Sockets() {}

  /** {@code socket(2)}, closed on exec. */
  public static int create(int family, int type) throws NativeCallException {
    int number = SysSocket.socket(family, type | SysSocket.SOCK_CLOEXEC, 0);
    return Check.call(number, "socket", family, type);
  }

  /** Gives it an address. */
  public static void bind(int socket, byte[] address) throws NativeCallException {
    Check.call(SysSocket.bind(socket, address, address.length), "bind", socket);
  }

  /** Makes it accept connections. */
  public static void listen(int socket, int backlog) throws NativeCallException {
    Check.call(SysSocket.listen(socket, backlog), "listen", socket, backlog);
  }

  /** Its own address. */
  public static byte[] localAddress(int socket) throws NativeCallException {
    byte[] address = new byte[LONGEST_ADDRESS];
    int[] length = {address.length};
    Check.call(SysSocket.getsockname(socket, address, length), "getsockname", socket);
    return Arrays.copyOf(address, length[0]);
  }

  /** Its peer's address; empty where it has none. */
  public static Optional<byte[]> peerAddress(int socket) throws NativeCallException {
    byte[] address = new byte[LONGEST_ADDRESS];
    int[] length = {address.length};
    int result = SysSocket.getpeername(socket, address, length);
    if (result != 0 && Native.getLastError() == Errno.ENOTCONN) {
      return Optional.empty();
    }
    Check.call(result, "getpeername", socket);
    return Optional.of(Arrays.copyOf(address, length[0]));
  }

  /** The number of a TCP socket's state (include/net/tcp_states.h): {@code tcpi_state}. */
  public static int tcpState(int socket) throws NativeCallException {
    return tcpInfo(socket)[0];
  }

  /**
   * How many connections wait at most to be accepted. The kernel puts the limit of a listening
   * socket into {@code tcpi_sacked} (tcp_get_info of net/ipv4/tcp.c).
   */
  public static int backlog(int listening) throws NativeCallException {
    ByteBuffer info = ByteBuffer.wrap(tcpInfo(listening)).order(ByteOrder.nativeOrder());
    return info.getInt(ACCEPT_BACKLOG_OFFSET);
  }

  private static byte[] tcpInfo(int socket) throws NativeCallException {
    byte[] info = new byte[INFO_SIZE];
    int[] length = {info.length};
    Check.call(
        SysSocket.getsockopt(socket, IPPROTO_TCP, TCP_INFO, info, length),
        "getsockopt",
        socket,
        "TCP_INFO");
    return info;
  }

  /** An option that is a number; empty where this socket does not have it. */
  public static OptionalInt option(int socket, int level, int name) {
    byte[] value = new byte[4];
    int[] length = {value.length};
    if (SysSocket.getsockopt(socket, level, name, value, length) != 0 || length[0] != 4) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt());
  }

  /** Sets an option that is a number. */
  public static void setOption(int socket, int level, int name, int value)
      throws NativeCallException {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    Check.call(
        SysSocket.setsockopt(socket, level, name, bytes, bytes.length),
        "setsockopt",
        socket,
        level,
        name,
        value);
  }
}
