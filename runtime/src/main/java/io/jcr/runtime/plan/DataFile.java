// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A file that the process reads and writes, whose contents it has in its memory too: if it has been
 * written since, going on would corrupt it.
 *
 * @param file its path and size
 * @param modified when it was written last
 */
public record DataFile(KeptFile file, Instant modified) {

  public DataFile {
    requireNonNull(file, "file is null");
    requireNonNull(modified, "modified is null");
  }
}
