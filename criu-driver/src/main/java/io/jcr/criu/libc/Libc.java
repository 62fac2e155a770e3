// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.List;

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

  /**
   * What JNA's calls refer to, and first meet where a call differs from those before it. Code that
   * HotSpot has compiled while such a class was not loaded loads it when it comes to it ({@code
   * Deoptimization::uncommon_trap_inner} of deoptimization.cpp), which may be inside the stop.
   */
  private static final List<String> MET_LATE =
      List.of(
          "Callback",
          "CallbackReference",
          "FromNativeConverter",
          "Function$NativeMappedArray",
          "Function$PointerArray",
          "Function$PostCallRead",
          "FunctionParameterContext",
          "FunctionResultContext",
          "IntegerType",
          "LastErrorException",
          "Memory",
          "MethodParameterContext",
          "MethodResultContext",
          "NativeMapped",
          "NativeMappedConverter",
          "NativeString",
          "PointerType",
          "StringArray",
          "Structure",
          "Structure$ByReference",
          "Structure$ByValue",
          "ToNativeConverter",
          "TypeMapper",
          "VarArgsChecker",
          "WString");

  static {
    for (String name : MET_LATE) {
      load("com.sun.jna." + name);
    }
  }

  private Libc() {}

  private static void load(String name) {
    try {
      Class.forName(name, false, Libc.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this is another JNA", e);
    }
  }

  static Function function(String name) {
    return PROCESS.getFunction(name);
  }
}
