// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.util.Arrays;

/** An open descriptor that JCR owns; closed once, by {@link #close}. */
public final class Descriptor implements AutoCloseable {
  private int number;

  Descriptor(int number) {
    this.number = number;
  }

  /** Its number. */
  public int number() {
    if (number < 0) {
      throw new IllegalStateException("closed");
    }
    return number;
  }

  /** Writes all of {@code bytes}. */
  void write(byte[] bytes) throws NativeCallException {
    byte[] rest = bytes;
    while (rest.length > 0) {
      long written = Unistd.write(number(), rest, rest.length);
      if (written < 0) {
        int errno = Native.getLastError();
        if (errno == Errno.EINTR) {
          continue;
        }
        throw new NativeCallException("write", errno, number, rest.length);
      }
      rest = Arrays.copyOfRange(rest, (int) written, rest.length);
    }
  }

  /**
   * Closes it. close(2) gives the number free even where it fails, so there is nothing to retry.
   */
  @Override
  public void close() {
    if (number >= 0) {
      Unistd.close(number);
      number = -1;
    }
  }
}
