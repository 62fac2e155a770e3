// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.Printable;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.HandleTable;
import java.util.List;
import java.util.Optional;

/** Mapped memory that is more than a file's, and is not in the image. */
final class MappingBlockers {
  /** Folders of {@code /dev} that hold plain files, and the device that is plain memory. */
  private static final List<String> NO_DEVICES =
      List.of("/dev/shm/", "/dev/hugepages/", "/dev/mqueue/", "/dev/zero");

  private MappingBlockers() {}

  static List<Blocker> of(HandleTable table) {
    return table.mappings().stream().flatMap(mapping -> blocker(mapping).stream()).toList();
  }

  private static Optional<Blocker> blocker(FileMapping mapping) {
    String path = Printable.oneLine(mapping.path());
    if (path.startsWith("/SYSV")) {
      return Optional.of(
          Blocker.of(
              Code.SYSTEM_V_MEMORY,
              "System V shared memory segment " + mapping.inode() + " (" + path + ") is attached",
              "detach it before the checkpoint, or share a file instead"));
    }
    if (path.startsWith("anon_inode:")) {
      return Optional.of(
          Blocker.of(
              Code.UNSUPPORTED_DESCRIPTOR,
              path + " is mapped, and CRIU cannot carry it",
              "close it before the checkpoint"));
    }
    if (path.startsWith("/dev/") && NO_DEVICES.stream().noneMatch(path::startsWith)) {
      return Optional.of(
          Blocker.of(
              Code.DEVICE,
              "the device " + path + " is mapped, and its memory is not in the image",
              "release it before the checkpoint"));
    }
    return Optional.empty();
  }
}
