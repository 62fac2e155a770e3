// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code fcntl.h}; the numbers are those of the kernel's asm-generic headers. */
final class Fcntl {
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_APPEND = 02000;
  static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;

  /** The kernel's default, which x86 has, and that of Arm. */
  static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;

  static final int F_GETFD = 1;
  static final int F_SETFD = 2;
  static final int F_GETFL = 3;
  static final int F_SETFL = 4;
  static final int FD_CLOEXEC = 1;

  private static final Function OPEN = Libc.function("open");
  private static final Function FCNTL = Libc.function("fcntl");

  private Fcntl() {}

  static int open(byte[] path, int flags, int mode) {
    return OPEN.invokeInt(new Object[] {path, flags, mode});
  }

  static int fcntl(int descriptor, int command, long argument) {
    return FCNTL.invokeInt(new Object[] {descriptor, command, argument});
  }
}
