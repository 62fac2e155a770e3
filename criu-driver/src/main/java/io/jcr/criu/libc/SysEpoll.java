// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

/** {@code sys/epoll.h}. The structure is packed on x86-64 alone. */
final class SysEpoll {
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;

  static {
    Libc.bind(SysEpoll.class);
  }

  private SysEpoll() {}

  static native int epoll_ctl(int epoll, int operation, int descriptor, byte[] event);
}
