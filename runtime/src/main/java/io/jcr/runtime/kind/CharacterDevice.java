// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A character device that is no terminal.
 *
 * @param path its path
 * @param major the driver's number (Documentation/admin-guide/devices.txt of the kernel)
 * @param minor the device's number within the driver
 */
public record CharacterDevice(String path, int major, int minor) implements Kind {

  @Override
  public String name() {
    return "character device";
  }

  @Override
  public String target() {
    return path;
  }
}
