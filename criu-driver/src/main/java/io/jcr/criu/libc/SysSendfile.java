// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** {@code sys/sendfile.h}. */
final class SysSendfile {
  private static final Function SENDFILE = Libc.function("sendfile");

  private SysSendfile() {}

  /** From where {@code from} is, which moves on. */
  static long sendfile(int to, int from, long count) {
    return SENDFILE.invokeLong(new Object[] {to, from, Pointer.NULL, count});
  }
}
