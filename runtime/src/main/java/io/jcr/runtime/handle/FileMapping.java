// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is mapped into the process: all its ranges in {@code /proc/PID/maps} together.
 *
 * @param path the file, without the kernel's {@code " (deleted)"}
 * @param deleted whether its name is gone
 * @param shared whether a range is mapped {@code MAP_SHARED}
 * @param ranges where it is mapped
 * @param inode the file's inode number
 * @param size the length of the file; empty where it is no regular file, or was not looked at
 * @param provenance who had it mapped, where that was a look-up of the name service
 */
public record FileMapping(
    String path,
    boolean deleted,
    boolean shared,
    List<Range> ranges,
    long inode,
    OptionalLong size,
    Optional<Provenance> provenance) {

  public FileMapping {
    requireNonNull(path, "path is null");
    ranges = List.copyOf(ranges);
    requireNonNull(size, "size is null");
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
    private static final int WRITABLE = 2; // PROT_WRITE

    /** In bytes. */
    public long length() {
      return end - begin;
    }
  }

  /** Whether a range can be written to. */
  public boolean isWritable() {
    return ranges.stream().anyMatch(range -> (range.protection() & Range.WRITABLE) != 0);
  }

  /** The length of all ranges. */
  public long bytes() {
    long bytes = 0;
    for (Range range : ranges) {
      bytes += range.length();
    }
    return bytes;
  }

  /** Whether the same file is mapped in the same places. */
  public boolean isSamePlace(FileMapping other) {
    return inode == other.inode && ranges.equals(other.ranges);
  }

  FileMapping withName(String name, boolean gone) {
    return new FileMapping(name, gone, shared, ranges, inode, size, provenance);
  }

  FileMapping openedBy(Optional<Provenance> opener) {
    return new FileMapping(path, deleted, shared, ranges, inode, size, opener);
  }

  /** The same with what stat(2) says of the file. */
  FileMapping withSize(OptionalLong known) {
    return new FileMapping(path, deleted, shared, ranges, inode, known, provenance);
  }
}
