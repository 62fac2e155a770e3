// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;

/** Turns the C library's "-1 and errno" into one exception. */
final class Check {
  private Check() {}

  /** Gives {@code result} back, or throws with errno where it is negative. */
  static int call(int result, String name, Object... arguments) throws NativeCallException {
    if (result < 0) {
      throw new NativeCallException(name, Native.getLastError(), arguments);
    }
    return result;
  }

  /** For functions that return the error number itself, such as {@code posix_spawn}. */
  static void number(int result, String name, Object... arguments) throws NativeCallException {
    if (result != 0) {
      throw new NativeCallException(name, result, arguments);
    }
  }
}
