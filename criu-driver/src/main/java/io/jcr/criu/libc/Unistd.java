// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

/** {@code unistd.h}. */
final class Unistd {
  /** {@code lseek}: from the beginning, and from the end. */
  static final int SEEK_SET = 0;

  static final int SEEK_END = 2;

  static {
    Libc.bind(Unistd.class);
  }

  private Unistd() {}

  static native int close(int descriptor);

  static native long read(int descriptor, byte[] bytes, long count);

  static native long write(int descriptor, byte[] bytes, long count);

  static native long pread(int descriptor, byte[] bytes, long count, long offset);

  static native long lseek(int descriptor, long offset, int whence);

  static native int dup3(int from, int to, int flags);

  static native int unlink(byte[] path);

  static native int ftruncate(int descriptor, long length);

  static native long syscall(
      long number, long first, long second, long third, long fourth, long fifth);
}
