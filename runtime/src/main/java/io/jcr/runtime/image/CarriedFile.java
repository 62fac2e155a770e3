// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.plan.CountersFile;
import java.nio.file.Path;

/**
 * A file that the image has a copy of, to be made again before CRIU opens it.
 *
 * @param path the file
 * @param copy the name of the copy in the image
 * @param size how much was copied, in bytes
 * @param mode its permissions, which CRIU compares
 * @param userId whose it is
 * @param groupId its group
 */
record CarriedFile(Path path, String copy, long size, int mode, long userId, long groupId) {
  /** HotSpot takes no other for secure (perfMemory_posix.cpp). */
  private static final int COUNTERS_MODE = 0600;

  CarriedFile {
    requireNonNull(path, "path is null");
    requireNonNull(copy, "copy is null");
  }

  static CarriedFile of(CountersFile file, long size) {
    return new CarriedFile(
        file.path(), file.copy(), size, COUNTERS_MODE, file.userId(), file.groupId());
  }
}
