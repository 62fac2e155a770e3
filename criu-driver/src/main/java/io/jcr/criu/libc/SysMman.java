// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code sys/mman.h}. */
interface SysMman extends Library {
  SysMman C = Native.load(SysMman.class);

  int MFD_CLOEXEC = 1;

  /** Wanted from Linux 6.3 on, unknown before (linux/memfd.h). */
  int MFD_EXEC = 0x10;

  int memfd_create(String name, int flags);
}
