// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.jvmti;

/** The JVM refused a call of its tool interface. */
public final class JvmtiException extends Exception {
  private static final long serialVersionUID = 1;

  private final int error;

  JvmtiException(String call, int error) {
    super(call + ": " + name(error));
    this.error = error;
  }

  /** The number of the error ({@code JVMTI_ERROR_*} of jvmti.h, or that of {@code JNI_*}). */
  public int error() {
    return error;
  }

  private static String name(int error) {
    return switch (error) {
      case Jvmti.NOT_AVAILABLE -> "JVMTI_ERROR_NOT_AVAILABLE (98)";
      case Jvmti.MUST_POSSESS_CAPABILITY -> "JVMTI_ERROR_MUST_POSSESS_CAPABILITY (99)";
      default -> "error " + error;
    };
  }
}
