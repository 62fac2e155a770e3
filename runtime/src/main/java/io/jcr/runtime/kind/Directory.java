// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A directory that is being listed, or held by a secure directory stream.
 *
 * @param path the path that the kernel names
 */
public record Directory(String path) implements Kind {

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public String target() {
    return path;
  }
}
