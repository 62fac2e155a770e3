// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A call into the C library failed: {@code posix_spawn("/bin/x"): ENOENT (2)}. */
public final class NativeCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  NativeCallException(String call, int errno, Object... arguments) {
    super(describe(call, errno, arguments));
    this.errno = errno;
  }

  /** The error number (errno.h). */
  public int errno() {
    return errno;
  }

  private static String describe(String call, int errno, Object... arguments) {
    String list =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof String ? "\"" + argument + "\"" : "" + argument)
            .collect(Collectors.joining(", "));
    return call + "(" + list + "): " + Errno.name(errno) + " (" + errno + ")";
  }
}
