// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A block device.
 *
 * @param path its path
 */
public record BlockDevice(String path) implements Kind {

  @Override
  public String name() {
    return "block device";
  }

  @Override
  public String target() {
    return path;
  }
}
