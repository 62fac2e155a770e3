// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;

/** {@code unistd.h}. */
final class Unistd {
  /** {@code lseek}: from the beginning, and from the end. */
  static final int SEEK_SET = 0;

  static final int SEEK_END = 2;

  private static final int AT_EMPTY_PATH = 0x1000; // fcntl.h

  private static final Function CLOSE = Libc.function("close");
  private static final Function READ = Libc.function("read");
  private static final Function WRITE = Libc.function("write");
  private static final Function PREAD = Libc.function("pread");
  private static final Function LSEEK = Libc.function("lseek");
  private static final Function DUP3 = Libc.function("dup3");
  private static final Function FCHOWNAT = Libc.function("fchownat");
  private static final Function UNLINK = Libc.function("unlink");
  private static final Function READLINK = Libc.function("readlink");
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

  /** By a descriptor that may be one of {@code O_PATH}, which fchown(2) refuses. */
  static int fchown(int descriptor, int user, int group) {
    return FCHOWNAT.invokeInt(new Object[] {descriptor, new byte[1], user, group, AT_EMPTY_PATH});
  }

  static int unlink(byte[] path) {
    return UNLINK.invokeInt(new Object[] {path});
  }

  static long readlink(byte[] path, byte[] target, long length) {
    return READLINK.invokeLong(new Object[] {path, target, length});
  }

  static long syscall(long number, long first, long second, long third, long fourth, long fifth) {
    return SYSCALL.invokeLong(new Object[] {number, first, second, third, fourth, fifth});
  }
}
