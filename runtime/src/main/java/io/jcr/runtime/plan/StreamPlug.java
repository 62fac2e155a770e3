// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

/**
 * A standard stream that is the restoring process's own after the restore.
 *
 * @param descriptor 0, 1 or 2
 * @param key the name under which the image knows what was there, for CRIU's {@code --inherit-fd}
 */
public record StreamPlug(int descriptor, String key) {

  public StreamPlug {
    if (descriptor < 0 || descriptor > 2) {
      throw new IllegalArgumentException(descriptor + " is no standard stream");
    }
    requireNonNull(key, "key is null");
    if (key.isEmpty() || key.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("key is '" + key + "'");
    }
  }

  @Override
  public String toString() {
    return descriptor + " " + key;
  }
}
