// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.time.Instant;

/**
 * What stat(2) says of an open file.
 *
 * @param mode {@code st_mode}: the type ({@code S_IFMT}, sys/stat.h) and the permissions
 * @param rawDevice {@code st_rdev}, of a device
 * @param inode {@code st_ino}
 * @param device {@code st_dev}
 * @param size {@code st_size}, in bytes
 * @param modified {@code st_mtim}
 */
record FileAttributes(
    int mode, long rawDevice, long inode, long device, long size, Instant modified) {

  static final int TYPE_MASK = 0170000; // S_IFMT, sys/stat.h
  static final int SOCKET = 0140000; // S_IFSOCK
  static final int REGULAR = 0100000; // S_IFREG
  static final int BLOCK = 0060000; // S_IFBLK
  static final int DIRECTORY = 0040000; // S_IFDIR
  static final int CHARACTER = 0020000; // S_IFCHR
  static final int FIFO = 0010000; // S_IFIFO

  int type() {
    return mode & TYPE_MASK;
  }

  /** The driver's number, as {@code gnu_dev_major} of sys/sysmacros.h takes it apart. */
  int major() {
    return (int) ((rawDevice >>> 8 & 0xfff) | (rawDevice >>> 32 & 0xfffff000L));
  }

  /** The device's number within the driver ({@code gnu_dev_minor}). */
  int minor() {
    return (int) ((rawDevice & 0xff) | (rawDevice >>> 12 & 0xffffff00L));
  }
}
