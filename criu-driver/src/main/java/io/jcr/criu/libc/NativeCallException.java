// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import java.io.IOException;

/**
 * A call into the C library failed: {@code posix_spawn("/bin/x"): ENOENT (2)}. It is put into words
 * when somebody asks: what has gone wrong while all other threads stand still must not need a class
 * that is not there yet, whose loading one of them may stand in the way of.
 */
public final class NativeCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final int errno;

  @SuppressWarnings("serial") // never written to a stream
  private final Object[] arguments;

  NativeCallException(String call, int errno, Object... arguments) {
    this.call = call;
    this.errno = errno;
    this.arguments = arguments.clone();
  }

  /** The error number (errno.h). */
  public int errno() {
    return errno;
  }

  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder(call).append('(');
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : ", ");
      if (arguments[i] instanceof String) {
        text.append('"').append(arguments[i]).append('"');
      } else {
        text.append(arguments[i]);
      }
    }
    return text.append("): ")
        .append(Errno.name(errno))
        .append(" (")
        .append(errno)
        .append(')')
        .toString();
  }
}
