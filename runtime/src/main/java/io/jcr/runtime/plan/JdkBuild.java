// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

/**
 * A library of the JDK that must be of the same build: two builds can have the same size.
 *
 * @param path its absolute path, without line breaks
 * @param id its build id, which the linker computes from all of its content, in hexadecimal digits
 */
public record JdkBuild(String path, String id) {

  public JdkBuild {
    requireNonNull(path, "path is null");
    requireNonNull(id, "id is null");
    if (!path.startsWith("/") || path.indexOf('\n') >= 0 || !id.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException(path + " of build " + id);
    }
  }
}
