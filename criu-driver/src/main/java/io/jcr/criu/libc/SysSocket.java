// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
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

  private static final Function SOCKET = Libc.function("socket");
  private static final Function SOCKETPAIR = Libc.function("socketpair");
  private static final Function BIND = Libc.function("bind");
  private static final Function CONNECT = Libc.function("connect");
  private static final Function LISTEN = Libc.function("listen");
  private static final Function GETSOCKOPT = Libc.function("getsockopt");
  private static final Function SETSOCKOPT = Libc.function("setsockopt");
  private static final Function GETSOCKNAME = Libc.function("getsockname");
  private static final Function GETPEERNAME = Libc.function("getpeername");
  private static final Function SEND = Libc.function("send");
  private static final Function RECV = Libc.function("recv");
  private static final Function SENDMSG = Libc.function("sendmsg");
  private static final Function RECVMSG = Libc.function("recvmsg");

  private SysSocket() {}

  static int socket(int domain, int type, int protocol) {
    return SOCKET.invokeInt(new Object[] {domain, type, protocol});
  }

  static int socketpair(int domain, int type, int protocol, int[] pair) {
    return SOCKETPAIR.invokeInt(new Object[] {domain, type, protocol, pair});
  }

  static int bind(int descriptor, byte[] address, int length) {
    return BIND.invokeInt(new Object[] {descriptor, address, length});
  }

  static int connect(int descriptor, byte[] address, int length) {
    return CONNECT.invokeInt(new Object[] {descriptor, address, length});
  }

  static int listen(int descriptor, int backlog) {
    return LISTEN.invokeInt(new Object[] {descriptor, backlog});
  }

  static int getsockopt(int descriptor, int level, int name, byte[] value, int[] length) {
    return GETSOCKOPT.invokeInt(new Object[] {descriptor, level, name, value, length});
  }

  static int setsockopt(int descriptor, int level, int name, byte[] value, int length) {
    return SETSOCKOPT.invokeInt(new Object[] {descriptor, level, name, value, length});
  }

  static int getsockname(int descriptor, byte[] address, int[] length) {
    return GETSOCKNAME.invokeInt(new Object[] {descriptor, address, length});
  }

  static int getpeername(int descriptor, byte[] address, int[] length) {
    return GETPEERNAME.invokeInt(new Object[] {descriptor, address, length});
  }

  static long send(int descriptor, byte[] bytes, long length, int flags) {
    return SEND.invokeLong(new Object[] {descriptor, bytes, length, flags});
  }

  static long recv(int descriptor, byte[] bytes, long length, int flags) {
    return RECV.invokeLong(new Object[] {descriptor, bytes, length, flags});
  }

  static long sendmsg(int descriptor, Pointer message, int flags) {
    return SENDMSG.invokeLong(new Object[] {descriptor, message, flags});
  }

  static long recvmsg(int descriptor, Pointer message, int flags) {
    return RECVMSG.invokeLong(new Object[] {descriptor, message, flags});
  }
}
