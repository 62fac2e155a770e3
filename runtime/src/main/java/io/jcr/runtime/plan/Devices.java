// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.kind.CharacterDevice;
import java.util.Set;

/** Devices without a state of their own (Documentation/admin-guide/devices.txt of the kernel). */
final class Devices {
  private static final int MEMORY_MAJOR = 1;

  /** {@code null}, {@code zero}, {@code full}, {@code random}, {@code urandom}. */
  private static final Set<Integer> MEMORY_MINORS = Set.of(3, 5, 7, 8, 9);

  private static final int TERMINAL_MAJOR = 5;

  /** {@code /dev/tty}: the terminal that the process has, whichever it is. */
  private static final int OWN_TERMINAL_MINOR = 0;

  private Devices() {}

  static boolean isCarried(CharacterDevice device) {
    return isMemory(device)
        || (device.major() == TERMINAL_MAJOR && device.minor() == OWN_TERMINAL_MINOR);
  }

  static boolean isMemory(CharacterDevice device) {
    return device.major() == MEMORY_MAJOR && MEMORY_MINORS.contains(device.minor());
  }
}
