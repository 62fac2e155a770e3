// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** {@code poll.h}. */
final class SysPoll {
  static final short POLLIN = 1;

  /** {@code struct pollfd}: an int and two shorts. */
  static final int POLLFD_SIZE = 8;

  private static final Function POLL = Libc.function("poll");

  private SysPoll() {}

  static int poll(Pointer descriptors, long count, int timeoutMillis) {
    return POLL.invokeInt(new Object[] {descriptors, count, timeoutMillis});
  }
}
