// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;

/**
 * The descriptor that sssd's library keeps beside its mapped cache. A restored life has a file
 * without a name there: the library takes that for a cache that was removed, closes it, and opens
 * the present one ({@code sss_nss_mc_validate} of sss_client/nss_mc_common.c). Of any other file it
 * would only forget the number.
 */
public record CacheReopening() implements Reopening {

  private static final String NAME = "jcr-no-cache";

  /** Whether it is what an earlier restore has put there, and the library has not met yet. */
  public static boolean isOf(MemoryFile file) {
    return file.target().contains(NAME);
  }

  @Override
  public int open(Moves moves) throws NativeCallException {
    return Descriptors.memoryFile(NAME);
  }
}
