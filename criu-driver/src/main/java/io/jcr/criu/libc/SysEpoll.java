// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/epoll.h}. The structure is packed on x86-64 alone. */
final class SysEpoll {
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;

  private static final Function EPOLL_CTL = Libc.function("epoll_ctl");

  private SysEpoll() {}

  static int epoll_ctl(int epoll, int operation, int descriptor, byte[] event) {
    return EPOLL_CTL.invokeInt(new Object[] {epoll, operation, descriptor, event});
  }
}
