// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A file that is mapped into the process: all its ranges in {@code /proc/PID/maps} together.
 *
 * @param path the file, without the kernel's {@code " (deleted)"}
 * @param deleted whether its name is gone
 * @param shared whether a range is mapped {@code MAP_SHARED}
 * @param ranges where it is mapped
 * @param inode the file's inode number
 * @param provenance who had it mapped, where that was a look-up of the name service
 */
public record FileMapping(
    String path,
    boolean deleted,
    boolean shared,
    List<Range> ranges,
    long inode,
    Optional<Provenance> provenance) {

  public FileMapping {
    requireNonNull(path, "path is null");
    ranges = List.copyOf(ranges);
    requireNonNull(provenance, "provenance is null");
  }

  /**
   * One line of {@code maps}.
   *
   * @param begin the first address
   * @param end the address after the last one
   * @param offset where in the file it begins, in bytes
   * @param protection {@code PROT_*} of sys/mman.h: 1 readable, 2 writable, 4 executable
   */
  public record Range(long begin, long end, long offset, int protection) {

    /** In bytes. */
    public long length() {
      return end - begin;
    }
  }

  /** The length of all ranges. */
  public long bytes() {
    long bytes = 0;
    for (Range range : ranges) {
      bytes += range.length();
    }
    return bytes;
  }

  /** The same, as if nobody knew who had it mapped. */
  public FileMapping withoutOpener() {
    return openedBy(Optional.empty());
  }

  FileMapping withName(String name, boolean gone) {
    return new FileMapping(name, gone, shared, ranges, inode, provenance);
  }

  FileMapping openedBy(Optional<Provenance> opener) {
    return new FileMapping(path, deleted, shared, ranges, inode, opener);
  }
}
