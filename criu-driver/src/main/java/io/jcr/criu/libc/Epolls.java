// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What an epoll instance watches (epoll_ctl(2)). */
public final class Epolls {
  /** {@code struct epoll_event} is packed on x86-64 alone (linux/eventpoll.h). */
  private static final int DATA_OFFSET = System.getProperty("os.arch").equals("amd64") ? 4 : 8;

  private Epolls() {}

  /**
   * Stops watching.
   *
   * @return false where it did not watch what this number leads to now
   */
  public static boolean remove(int epoll, int descriptor) throws NativeCallException {
    if (SysEpoll.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_DEL, descriptor, event(0, 0)) == 0) {
      return true;
    }
    int errno = Native.getLastError();
    if (errno == Errno.ENOENT || errno == Errno.EBADF) {
      return false;
    }
    throw new NativeCallException("epoll_ctl", errno, epoll, "DEL", descriptor);
  }

  /** Watches, with those events and data; to watch already is fine. */
  public static void add(int epoll, int descriptor, int events, long data)
      throws NativeCallException {
    if (SysEpoll.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_ADD, descriptor, event(events, data)) != 0
        && Native.getLastError() != Errno.EEXIST) {
      throw new NativeCallException("epoll_ctl", Native.getLastError(), epoll, "ADD", descriptor);
    }
  }

  private static byte[] event(int events, long data) {
    return ByteBuffer.allocate(DATA_OFFSET + Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(0, events)
        .putLong(DATA_OFFSET, data)
        .array();
  }
}
