// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * What statx(2) says of a file, whose structure is the same on each architecture (linux/stat.h).
 * Asking takes no lock, and makes nothing outside the Java heap for longer than the call.
 *
 * @param mode {@code st_mode}: type and permissions
 * @param rawDevice {@code st_rdev}, of a device
 * @param inode {@code st_ino}
 * @param device {@code st_dev}
 * @param size {@code st_size}, in bytes
 * @param modified {@code st_mtim}
 */
public record FileStatus(
    int mode, long rawDevice, long inode, long device, long size, Instant modified) {
  private static final int STATX_SIZE = 256;

  // where the members of struct statx are
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int SIZE = 40;
  private static final int MODIFIED_SECONDS = 112;
  private static final int MODIFIED_NANOSECONDS = 120;
  private static final int RAW_DEVICE = 128;
  private static final int DEVICE = 136;

  /** Of the file that a path leads to in the end. */
  public static FileStatus of(String path) throws NativeCallException {
    byte[] bytes = new byte[STATX_SIZE];
    if (SysStat.statx(Descriptors.bytes(path), SysStat.STATX_BASIC_STATS, bytes) != 0) {
      throw new NativeCallException("statx", Native.getLastError(), path);
    }
    ByteBuffer status = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return new FileStatus(
        Short.toUnsignedInt(status.getShort(MODE)),
        deviceAt(status, RAW_DEVICE),
        status.getLong(INODE),
        deviceAt(status, DEVICE),
        status.getLong(SIZE),
        Instant.ofEpochSecond(
            status.getLong(MODIFIED_SECONDS), status.getInt(MODIFIED_NANOSECONDS)));
  }

  /** Two numbers in one, as {@code gnu_dev_makedev} of sys/sysmacros.h puts them together. */
  private static long deviceAt(ByteBuffer status, int offset) {
    long major = Integer.toUnsignedLong(status.getInt(offset));
    long minor = Integer.toUnsignedLong(status.getInt(offset + Integer.BYTES));
    return ((major & 0xfff) << 8)
        | ((major & 0xfffff000L) << 32)
        | (minor & 0xff)
        | ((minor & 0xffffff00L) << 12);
  }
}
