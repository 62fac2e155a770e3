// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Binds the native methods of a class to the C library of this process. Direct mapping, because it
 * takes no lock of JNA's and makes no object: these calls are made while every other thread is
 * stopped, holding whatever it holds. Functions with a variable part are bound with the arguments
 * that we pass: on x86-64 and AArch64 Linux integers go to the same registers either way.
 */
final class Libc {
  private static final NativeLibrary PROCESS = NativeLibrary.getProcess();

  private Libc() {}

  static void bind(Class<?> header) {
    Native.register(header, PROCESS);
  }
}
