// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/**
 * The functions of the C library of this process. They are called through {@link Function}, which
 * takes no lock and makes nothing outside the Java heap when its arguments are numbers, arrays of
 * numbers and pointers: calls are made while every other thread is stopped, holding whatever it
 * holds. JNA's interface mapping takes a lock; its direct mapping keeps a deleted temporary file
 * open and mapped (the closures of libffi), which would have to travel in every image.
 *
 * <p>Functions with a variable part are called with the arguments that we pass: on x86-64 and
 * AArch64 Linux integers go to the same registers either way.
 */
final class Libc {
  private static final NativeLibrary PROCESS = NativeLibrary.getProcess();

  private Libc() {}

  static Function function(String name) {
    return PROCESS.getFunction(name);
  }
}
