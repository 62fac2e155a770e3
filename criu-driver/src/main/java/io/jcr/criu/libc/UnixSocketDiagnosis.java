// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

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
  private static final short NLM_F_MULTI = 2;
  private static final short NLMSG_ERROR = 2;
  private static final short NLMSG_DONE = 3;
  private static final int UDIAG_SHOW_PEER = 4;
  private static final int UDIAG_SHOW_RQLEN = 0x10;
  private static final short UNIX_DIAG_PEER = 2;
  private static final short UNIX_DIAG_RQLEN = 4;
  private static final short UNIX_DIAG_SHUTDOWN = 6; // one byte, told of every socket
  private static final int SHUTDOWN_MASK = 3; // net/sock.h

  /** {@code struct nlmsghdr}. */
  private static final int HEADER_SIZE = 16;

  /** {@code struct unix_diag_req}. */
  private static final int REQUEST_SIZE = 24;

  /** {@code struct unix_diag_msg}. */
  private static final int MESSAGE_SIZE = 16;

  private UnixSocketDiagnosis() {}

  /** A peer that nobody has accepted yet: it has no inode number. */
  public static final long UNACCEPTED = -1;

  /**
   * The inode number of each connected Unix socket of this network namespace, and its peer's; 0 for
   * a peer that is closed.
   *
   * <p>The kernel tells 0 also of a peer that waits in the queue of a listening socket. But only
   * the end of the other one shuts this one down (unix_release_sock of net/unix/af_unix.c).
   */
  public static Map<Long, Long> peers() throws NativeCallException {
    Map<Long, Long> peers = new HashMap<>();
    ask(
        request(0, UDIAG_SHOW_PEER),
        socket -> {
          OptionalInt peer = socket.find(UNIX_DIAG_PEER);
          if (peer.isPresent()) {
            long inode = socket.number(peer.getAsInt());
            peers.put(socket.inode(), inode == 0 && !socket.isShutDown() ? UNACCEPTED : inode);
          }
        });
    return peers;
  }

  /**
   * How many connections wait at most to be accepted by the listening socket with this inode
   * number: {@code udiag_wqueue} of {@code struct unix_diag_rqlen}.
   */
  public static int backlog(long inode) throws NativeCallException {
    Map<Long, Integer> limits = new HashMap<>();
    ask(
        request((int) inode, UDIAG_SHOW_RQLEN),
        socket -> {
          OptionalInt queue = socket.find(UNIX_DIAG_RQLEN);
          if (queue.isPresent()) {
            limits.put(socket.inode(), (int) socket.number(queue.getAsInt() + 4));
          }
        });
    if (!limits.containsKey(inode)) {
      throw new NativeCallException("unix_diag", Errno.ENOENT, inode);
    }
    return limits.get(inode);
  }

  /** The message about one socket: {@code struct unix_diag_msg}, and its attributes. */
  private record Diagnosis(ByteBuffer messages, int body, int end) {
    long inode() {
      return number(body + 4);
    }

    boolean isShutDown() {
      OptionalInt ways = find(UNIX_DIAG_SHUTDOWN);
      return ways.isPresent() && (messages.get(ways.getAsInt()) & SHUTDOWN_MASK) == SHUTDOWN_MASK;
    }

    /** Where the value of an attribute begins. */
    OptionalInt find(short wanted) {
      int attribute = body + MESSAGE_SIZE;
      while (attribute + 4 <= end) {
        int length = Short.toUnsignedInt(messages.getShort(attribute));
        if (messages.getShort(attribute + 2) == wanted) {
          return OptionalInt.of(attribute + 4);
        }
        attribute += Math.max(4, align(length));
      }
      return OptionalInt.empty();
    }

    long number(int at) {
      return Integer.toUnsignedLong(messages.getInt(at));
    }
  }

  private static void ask(byte[] request, Consumer<Diagnosis> each) throws NativeCallException {
    int type = SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC;
    int number = SysSocket.socket(SysSocket.AF_NETLINK, type, NETLINK_SOCK_DIAG);
    Check.call(number, "socket", "AF_NETLINK", type, NETLINK_SOCK_DIAG);
    try (Descriptor socket = new Descriptor(number)) {
      Check.call(
          (int) SysSocket.send(socket.number(), request, request.length, 0), "send", "unix_diag");
      receive(socket, each);
    }
  }

  /** Of one socket, or of all for the inode number 0. */
  static byte[] request(int inode, int show) {
    int flags = inode == 0 ? NLM_F_REQUEST | NLM_F_DUMP : NLM_F_REQUEST;
    return ByteBuffer.allocate(HEADER_SIZE + REQUEST_SIZE)
        .order(ByteOrder.nativeOrder())
        .putInt(HEADER_SIZE + REQUEST_SIZE)
        .putShort(SOCK_DIAG_BY_FAMILY)
        .putShort((short) flags)
        .putInt(1)
        .putInt(0)
        .put((byte) SysSocket.AF_UNIX)
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(-1)
        .putInt(inode)
        .putInt(show)
        .putInt(-1) // the cookie: any
        .putInt(-1)
        .array();
  }

  private static void receive(Descriptor socket, Consumer<Diagnosis> each)
      throws NativeCallException {
    byte[] buffer = new byte[1 << 16];
    boolean more = true;
    while (more) {
      long length = SysSocket.recv(socket.number(), buffer, buffer.length, 0);
      if (length >= 0) {
        more = parse(ByteBuffer.wrap(buffer, 0, (int) length), each);
      } else if (Native.getLastError() != Errno.EINTR) {
        throw new NativeCallException("recv", Native.getLastError(), "unix_diag");
      }
    }
  }

  /** Reads the messages of one datagram; returns whether more follow. */
  private static boolean parse(ByteBuffer messages, Consumer<Diagnosis> each)
      throws NativeCallException {
    messages.order(ByteOrder.nativeOrder());
    boolean more = true;
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
        each.accept(new Diagnosis(messages, start + HEADER_SIZE, start + length));
      }
      more = (messages.getShort(start + 6) & NLM_F_MULTI) != 0;
      messages.position(Math.min(messages.limit(), start + align(length)));
    }
    return more;
  }

  private static int align(int length) {
    return (length + 3) & ~3;
  }
}
