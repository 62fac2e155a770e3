// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A terminal, real or pseudo.
 *
 * @param path its path
 * @param rawDevice the number of the device as in {@code st_rdev} (stat(2))
 * @param device the number of the device that holds its node, {@code st_dev}
 */
public record Terminal(String path, long rawDevice, long device) implements Kind {

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public String target() {
    return path;
  }
}
