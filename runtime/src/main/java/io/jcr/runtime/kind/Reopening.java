// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import io.jcr.criu.libc.NativeCallException;

/**
 * What is noted of an open file description before it is taken away, enough to make it anew in a
 * restored life. Noting changes nothing, and is done while all other threads are stopped, as the
 * making is.
 */
public interface Reopening {

  /**
   * Makes it anew.
   *
   * @param moves where the restore wants addresses to be instead
   * @return a descriptor of the new description
   */
  int open(Moves moves) throws NativeCallException;
}
