// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Pointer;

/** {@code sys/socket.h}; the numbers are those of the kernel's asm-generic headers. */
final class SysSocket {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_SEQPACKET = 5;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int MSG_CMSG_CLOEXEC = 0x40000000;
  static final int MSG_CTRUNC = 8;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int SOL_SOCKET = 1;
  static final int SCM_RIGHTS = 1;

  static {
    Libc.bind(SysSocket.class);
  }

  private SysSocket() {}

  static native int socket(int domain, int type, int protocol);

  static native int socketpair(int domain, int type, int protocol, int[] pair);

  static native int bind(int descriptor, byte[] address, int length);

  static native int connect(int descriptor, byte[] address, int length);

  static native int listen(int descriptor, int backlog);

  static native int getsockopt(int descriptor, int level, int name, byte[] value, int[] length);

  static native int setsockopt(int descriptor, int level, int name, byte[] value, int length);

  static native int getsockname(int descriptor, byte[] address, int[] length);

  static native int getpeername(int descriptor, byte[] address, int[] length);

  static native long send(int descriptor, byte[] bytes, long length, int flags);

  static native long recv(int descriptor, byte[] bytes, long length, int flags);

  static native long sendmsg(int descriptor, Pointer message, int flags);

  static native long recvmsg(int descriptor, Pointer message, int flags);
}
