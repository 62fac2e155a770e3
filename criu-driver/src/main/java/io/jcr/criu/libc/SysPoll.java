// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** {@code poll.h}. */
interface SysPoll extends Library {
  SysPoll C = Native.load(SysPoll.class);

  short POLLIN = 1;

  /** {@code struct pollfd}: an int and two shorts. */
  int POLLFD_SIZE = 8;

  int poll(Pointer descriptors, long count, int timeoutMillis);
}
