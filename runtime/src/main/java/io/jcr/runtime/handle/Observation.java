// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

/**
 * What {@code /proc} says of one descriptor, before it is understood.
 *
 * @param descriptor its number
 * @param link where {@code fd/N} points
 * @param attributes what stat(2) says
 * @param info its {@code fdinfo}
 */
record Observation(int descriptor, String link, FileAttributes attributes, FdInfo info) {
  private static final int ACCESS_MODE = 3; // O_ACCMODE, fcntl.h
  private static final int WRITE_ONLY = 1; // O_WRONLY
  private static final int READ_ONLY = 0; // O_RDONLY

  boolean isSocket() {
    return attributes.type() == FileAttributes.SOCKET;
  }

  boolean isPipe() {
    return attributes.type() == FileAttributes.FIFO;
  }

  boolean isReadable() {
    return (info.flags() & ACCESS_MODE) != WRITE_ONLY;
  }

  boolean isWritable() {
    return (info.flags() & ACCESS_MODE) != READ_ONLY;
  }
}
