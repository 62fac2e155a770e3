// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code sys/socket.h}; the numbers are those of the kernel's asm-generic headers. */
interface SysSocket extends Library {
  SysSocket C = Native.load(SysSocket.class);

  int AF_UNIX = 1;
  int AF_NETLINK = 16;
  int SOCK_RAW = 3;
  int SOCK_SEQPACKET = 5;
  int SOCK_CLOEXEC = 0x80000;
  int MSG_NOSIGNAL = 0x4000;

  int socket(int domain, int type, int protocol);

  int socketpair(int domain, int type, int protocol, int[] pair);

  long send(int descriptor, byte[] bytes, long length, int flags);

  long recv(int descriptor, byte[] bytes, long length, int flags);
}
