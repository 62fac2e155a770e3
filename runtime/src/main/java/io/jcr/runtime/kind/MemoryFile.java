// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A memory file (memfd_create(2)).
 *
 * @param label the name it was given
 * @param size its length in bytes
 */
public record MemoryFile(String label, long size) implements Kind {

  @Override
  public String name() {
    return "memfd";
  }

  @Override
  public String target() {
    return "memfd:" + label;
  }
}
