// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Which Unix sockets are connected to each other, from the kernel's socket diagnosis
 * (sock_diag(7)); {@code /proc/net/unix} does not tell. Layouts: linux/netlink.h,
 * linux/unix_diag.h.
 */
public final class UnixSocketDiagnosis {
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short NLM_F_REQUEST = 1;
  private static final short NLM_F_DUMP = 0x300;
  private static final short NLMSG_ERROR = 2;
  private static final short NLMSG_DONE = 3;
  private static final int UDIAG_SHOW_PEER = 4;
  private static final short UNIX_DIAG_PEER = 2;

  /** {@code struct nlmsghdr}. */
  private static final int HEADER_SIZE = 16;

  /** {@code struct unix_diag_req}. */
  private static final int REQUEST_SIZE = 24;

  /** {@code struct unix_diag_msg}. */
  private static final int MESSAGE_SIZE = 16;

  private UnixSocketDiagnosis() {}

  /** The inode number of each connected Unix socket of this network namespace, and its peer's. */
  public static Map<Long, Long> peers() throws NativeCallException {
    int type = SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC;
    int number = SysSocket.socket(SysSocket.AF_NETLINK, type, NETLINK_SOCK_DIAG);
    Check.call(number, "socket", "AF_NETLINK", type, NETLINK_SOCK_DIAG);
    try (Descriptor socket = new Descriptor(number)) {
      byte[] request = request();
      Check.call(
          (int) SysSocket.send(socket.number(), request, request.length, 0), "send", "unix_diag");
      return receive(socket);
    }
  }

  static byte[] request() {
    return ByteBuffer.allocate(HEADER_SIZE + REQUEST_SIZE)
        .order(ByteOrder.nativeOrder())
        .putInt(HEADER_SIZE + REQUEST_SIZE)
        .putShort(SOCK_DIAG_BY_FAMILY)
        .putShort((short) (NLM_F_REQUEST | NLM_F_DUMP))
        .putInt(1)
        .putInt(0)
        .put((byte) SysSocket.AF_UNIX)
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(-1)
        .putInt(0)
        .putInt(UDIAG_SHOW_PEER)
        .array();
  }

  private static Map<Long, Long> receive(Descriptor socket) throws NativeCallException {
    Map<Long, Long> peers = new HashMap<>();
    byte[] buffer = new byte[1 << 16];
    while (true) {
      long length = SysSocket.recv(socket.number(), buffer, buffer.length, 0);
      if (length < 0) {
        if (Native.getLastError() == Errno.EINTR) {
          continue;
        }
        throw new NativeCallException("recv", Native.getLastError(), "unix_diag");
      }
      if (!parse(ByteBuffer.wrap(buffer, 0, (int) length), peers)) {
        return peers;
      }
    }
  }

  /** Reads the messages of one datagram; returns whether more follow. */
  static boolean parse(ByteBuffer messages, Map<Long, Long> peers) throws NativeCallException {
    messages.order(ByteOrder.nativeOrder());
    while (messages.remaining() >= HEADER_SIZE) {
      int start = messages.position();
      int length = messages.getInt(start);
      short type = messages.getShort(start + 4);
      if (type == NLMSG_DONE || length < HEADER_SIZE) {
        return false;
      }
      if (type == NLMSG_ERROR) {
        throw new NativeCallException("unix_diag", -messages.getInt(start + HEADER_SIZE));
      }
      if (type == SOCK_DIAG_BY_FAMILY) {
        parseSocket(messages, start + HEADER_SIZE, start + length, peers);
      }
      messages.position(Math.min(messages.limit(), start + align(length)));
    }
    return true;
  }

  private static void parseSocket(ByteBuffer messages, int start, int end, Map<Long, Long> peers) {
    long inode = Integer.toUnsignedLong(messages.getInt(start + 4));
    int attribute = start + MESSAGE_SIZE;
    while (attribute + 4 <= end) {
      int length = Short.toUnsignedInt(messages.getShort(attribute));
      if (messages.getShort(attribute + 2) == UNIX_DIAG_PEER) {
        peers.put(inode, Integer.toUnsignedLong(messages.getInt(attribute + 4)));
      }
      attribute += Math.max(4, align(length));
    }
  }

  private static int align(int length) {
    return (length + 3) & ~3;
  }
}
