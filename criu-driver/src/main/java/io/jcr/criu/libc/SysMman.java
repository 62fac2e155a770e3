// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/**
 * {@code sys/mman.h} and {@code sys/uio.h}. Addresses are numbers. The constants are those of the
 * kernel's asm-generic/mman-common.h and linux/mman.h, the same on x86-64 and AArch64.
 */
final class SysMman {
  static final int MFD_CLOEXEC = 1;

  /** Wanted from Linux 6.3 on, unknown before (linux/memfd.h). */
  static final int MFD_EXEC = 0x10;

  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_PRIVATE = 2;
  static final int MAP_ANONYMOUS = 0x20;
  static final int MREMAP_MAYMOVE = 1;
  static final int MREMAP_FIXED = 2;
  static final long MAP_FAILED = -1;

  private static final Function MEMFD_CREATE = Libc.function("memfd_create");
  private static final Function MMAP = Libc.function("mmap");
  private static final Function MUNMAP = Libc.function("munmap");
  private static final Function MPROTECT = Libc.function("mprotect");
  private static final Function MREMAP = Libc.function("mremap");
  private static final Function PROCESS_VM_READV = Libc.function("process_vm_readv");

  private SysMman() {}

  /** The name ends with a NUL; a {@code String} would become memory that JNA has to free again. */
  static int memfd_create(byte[] name, int flags) {
    return MEMFD_CREATE.invokeInt(new Object[] {name, flags});
  }

  /** Anonymous memory, at an address that the kernel chooses. */
  static long mmap(long length, int protection, int flags) {
    return MMAP.invokeLong(new Object[] {0L, length, protection, flags, -1, 0L});
  }

  static int munmap(long address, long length) {
    return MUNMAP.invokeInt(new Object[] {address, length});
  }

  static int mprotect(long address, long length, int protection) {
    return MPROTECT.invokeInt(new Object[] {address, length, protection});
  }

  static long mremap(long address, long length, int flags, long onto) {
    return MREMAP.invokeLong(new Object[] {address, length, length, flags, onto});
  }

  /** One {@code struct iovec} on each side. */
  static long process_vm_readv(long process, long local, long remote) {
    return PROCESS_VM_READV.invokeLong(new Object[] {process, local, 1L, remote, 1L, 0L});
  }
}
