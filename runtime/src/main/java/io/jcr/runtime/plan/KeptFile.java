// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

/**
 * A file that must be where and what it was when the image is restored.
 *
 * @param path its absolute path, without line breaks
 * @param size its length in bytes, which CRIU compares (files-reg.c of CRIU)
 */
public record KeptFile(String path, long size) {

  public KeptFile {
    requireNonNull(path, "path is null");
    if (!path.startsWith("/") || path.indexOf('\n') >= 0 || size < 0) {
      throw new IllegalArgumentException(path + " of " + size + " bytes");
    }
  }
}
