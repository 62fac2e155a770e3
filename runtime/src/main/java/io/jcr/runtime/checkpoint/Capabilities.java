// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The capabilities (capabilities(7)) without which CRIU cannot dump or restore. Bit numbers are
 * those of include/uapi/linux/capability.h.
 */
public final class Capabilities {
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_SYS_PTRACE = 19;
  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_CHECKPOINT_RESTORE = 40;

  private static final String EFFECTIVE = "CapEff:";

  private Capabilities() {}

  /** Those that this process, and so a CRIU without any of its own, lacks; by their names. */
  public static List<String> missing() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(EFFECTIVE))
          .findFirst()
          .map(line -> missing(line.substring(EFFECTIVE.length()).strip()))
          .orElseGet(List::of);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Of the set that {@code /proc/PID/status} shows in hexadecimal digits. */
  static List<String> missing(String hexadecimal) {
    long effective = Long.parseUnsignedLong(hexadecimal, 16);
    List<String> missing = new ArrayList<>();
    if (!has(effective, CAP_CHECKPOINT_RESTORE) && !has(effective, CAP_SYS_ADMIN)) {
      missing.add("CAP_CHECKPOINT_RESTORE");
    }
    if (!has(effective, CAP_SYS_PTRACE)) {
      missing.add("CAP_SYS_PTRACE");
    }
    if (!has(effective, CAP_NET_ADMIN)) {
      missing.add("CAP_NET_ADMIN");
    }
    return missing;
  }

  private static boolean has(long capabilities, int bit) {
    return (capabilities & 1L << bit) != 0;
  }
}
