// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code unistd.h}. */
final class Unistd {
  /** {@code lseek}: from the beginning, and from the end. */
  static final int SEEK_SET = 0;

  static final int SEEK_END = 2;

  private static final Function CLOSE = Libc.function("close");
  private static final Function READ = Libc.function("read");
  private static final Function WRITE = Libc.function("write");
  private static final Function PREAD = Libc.function("pread");
  private static final Function LSEEK = Libc.function("lseek");
  private static final Function DUP3 = Libc.function("dup3");
  private static final Function SYSCALL = Libc.function("syscall");

  private Unistd() {}

  static int close(int descriptor) {
    return CLOSE.invokeInt(new Object[] {descriptor});
  }

  static long read(int descriptor, byte[] bytes, long count) {
    return READ.invokeLong(new Object[] {descriptor, bytes, count});
  }

  static long write(int descriptor, byte[] bytes, long count) {
    return WRITE.invokeLong(new Object[] {descriptor, bytes, count});
  }

  static long pread(int descriptor, byte[] bytes, long count, long offset) {
    return PREAD.invokeLong(new Object[] {descriptor, bytes, count, offset});
  }

  static long lseek(int descriptor, long offset, int whence) {
    return LSEEK.invokeLong(new Object[] {descriptor, offset, whence});
  }

  static int dup3(int from, int to, int flags) {
    return DUP3.invokeInt(new Object[] {from, to, flags});
  }

  static long syscall(long number, long first, long second, long third, long fourth, long fifth) {
    return SYSCALL.invokeLong(new Object[] {number, first, second, third, fourth, fifth});
  }
}
