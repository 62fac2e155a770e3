// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.Printable;
import io.jcr.runtime.config.CriuConfig;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.kind.RegularFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Deleted files that are open or mapped: CRIU carries them in the image, up to a limit. */
final class GhostFiles {
  /** CRIU's own limit, {@code DEFAULT_GHOST_LIMIT} in its cr_options.h. */
  private static final long LEAST_LIMIT = 1 << 20;

  /** A limit costs nothing; the unmapped part of a mapped file, and growth, must fit too. */
  private static final long SLACK = 64 << 20;

  /** What the kernel lists as deleted files, and CRIU carries by other means. */
  private static final List<String> NO_FILES =
      List.of("/memfd:", "/SYSV", "/dev/zero", "/anon_hugepage", "/[aio]");

  private final OptionalLong configured;
  private final HandleTable table;

  GhostFiles(OptionalLong configured, HandleTable table) {
    this.configured = configured;
    this.table = table;
  }

  boolean isEmpty() {
    return sizes().findAny().isEmpty();
  }

  /** In bytes: what the user says, or enough for the largest. */
  long limit() {
    long largest = sizes().max().orElse(0);
    return configured.orElseGet(
        () ->
            largest == 0
                ? LEAST_LIMIT
                : Math.min(CriuConfig.MAX_GHOST_LIMIT, Math.max(2 * largest, largest + SLACK)));
  }

  /** What is wrong where a handle is on a deleted file beyond the limit. */
  Optional<Verdict> check(Handle handle) {
    return handle.kind() instanceof RegularFile file && file.deleted() && file.size() > bound()
        ? Optional.of(Verdict.block(Code.GHOST_FILE, handle, wrong("has", file.size()), remedy()))
        : Optional.empty();
  }

  List<Blocker> mappingBlockers() {
    return mappings()
        .filter(mapping -> mapping.bytes() > bound())
        .map(
            mapping ->
                Blocker.of(
                    Code.GHOST_FILE,
                    "the deleted file "
                        + Printable.oneLine(mapping.path())
                        + " "
                        + wrong("is mapped with", mapping.bytes()),
                    remedy()))
        .toList();
  }

  private String wrong(String verb, long size) {
    return verb + " " + size + " bytes, more than the ghost limit of " + bound();
  }

  private String remedy() {
    return configured.isPresent() && configured.getAsLong() < CriuConfig.MAX_GHOST_LIMIT
        ? "raise criu.ghost-limit, or close the file before the checkpoint"
        : "close the file before the checkpoint, or do not delete it";
  }

  private long bound() {
    return configured.orElse(CriuConfig.MAX_GHOST_LIMIT);
  }

  private LongStream sizes() {
    LongStream open =
        table.handles().stream()
            .flatMapToLong(
                handle ->
                    handle.kind() instanceof RegularFile file && file.deleted()
                        ? LongStream.of(file.size())
                        : LongStream.empty());
    return LongStream.concat(open, mappings().mapToLong(FileMapping::bytes));
  }

  /** The caches of name services do not travel. */
  private Stream<FileMapping> mappings() {
    return table.mappings().stream()
        .filter(mapping -> mapping.deleted() && NameService.ofCache(mapping.path()).isEmpty())
        .filter(mapping -> NO_FILES.stream().noneMatch(mapping.path()::startsWith));
  }
}
