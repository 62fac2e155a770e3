// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

/** {@code sys/mman.h}. */
final class SysMman {
  static final int MFD_CLOEXEC = 1;

  /** Wanted from Linux 6.3 on, unknown before (linux/memfd.h). */
  static final int MFD_EXEC = 0x10;

  static {
    Libc.bind(SysMman.class);
  }

  private SysMman() {}

  static native int memfd_create(String name, int flags);
}
