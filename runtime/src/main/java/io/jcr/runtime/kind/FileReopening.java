// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;

/**
 * A file, device or FIFO by its path. A log goes on at its end, whatever has been written since,
 * and is made where it is missing; anything else at the offset that it had.
 *
 * @param path the absolute path
 * @param flags {@code O_*} as in {@code fdinfo}: access mode and status flags
 * @param offset the position, or {@link #AT_END}
 */
public record FileReopening(String path, int flags, long offset) implements Reopening {

  /** Go on at the end. */
  public static final long AT_END = -1;

  private static final int ACCESS_MODE = 3; // O_ACCMODE of fcntl.h
  private static final int NEW_FILE_MODE = 0666; // and the process's umask, as the JDK has it

  /** Of a regular file. */
  public static FileReopening of(RegularFile file, int flags, long offset) {
    boolean log = isLog(flags, offset, file.size());
    return new FileReopening(file.path(), flags, log ? AT_END : offset);
  }

  /** Of something else that has a path. */
  public static FileReopening of(String path, int flags) {
    return new FileReopening(path, flags, 0);
  }

  /** Whether a file is only ever written at its end. */
  public static boolean isLog(int flags, long offset, long size) {
    boolean append = (flags & Descriptors.APPEND) != 0;
    boolean writeOnly = (flags & ACCESS_MODE) == Descriptors.WRITE_ONLY;
    return (flags & ACCESS_MODE) != Descriptors.READ_ONLY
        && (append || (writeOnly && offset == size));
  }

  /**
   * Without waiting: in the place of a file there may be a FIFO by now, and the whole process would
   * wait for its other end.
   */
  @Override
  public int open(Moves moves) throws NativeCallException {
    int create = offset == AT_END ? Descriptors.CREATE : 0;
    int descriptor =
        Descriptors.open(path, flags | create | Descriptors.NON_BLOCKING, NEW_FILE_MODE);
    try {
      Descriptors.setStatusFlags(descriptor, flags);
      position(descriptor);
      return descriptor;
    } catch (NativeCallException e) {
      Descriptors.close(descriptor);
      throw e;
    }
  }

  private void position(int descriptor) throws NativeCallException {
    if (offset == AT_END) {
      Descriptors.seekEnd(descriptor);
    } else if (offset > 0) {
      Descriptors.seek(descriptor, offset);
    }
  }
}
