// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code sys/mman.h}. */
final class SysMman {
  static final int MFD_CLOEXEC = 1;

  /** Wanted from Linux 6.3 on, unknown before (linux/memfd.h). */
  static final int MFD_EXEC = 0x10;

  private static final Function MEMFD_CREATE = Libc.function("memfd_create");

  private SysMman() {}

  static int memfd_create(String name, int flags) {
    return MEMFD_CREATE.invokeInt(new Object[] {name, flags});
  }
}
