// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code unistd.h}. */
interface Unistd extends Library {
  Unistd C = Native.load(Unistd.class);

  int close(int descriptor);

  long write(int descriptor, byte[] bytes, long count);
}
