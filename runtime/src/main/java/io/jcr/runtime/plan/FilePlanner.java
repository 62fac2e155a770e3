// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HeldLock;
import io.jcr.runtime.kind.RegularFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The open files whose path and size the restore depends on. */
final class FilePlanner {
  private final long processId;
  private final Platform platform;
  private final Streams streams;

  FilePlanner(long processId, Platform platform, Streams streams) {
    this.processId = processId;
    this.platform = platform;
    this.streams = streams;
  }

  /** By path, each once, without what the plan names elsewhere. */
  List<KeptFile> files(List<PlannedHandle> handles) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (PlannedHandle planned : handles) {
      if (planned.action() == Action.KEEP
          && planned.handle().kind() instanceof RegularFile file
          && isChecked(planned.handle(), file)) {
        sizes.put(file.path(), file.size());
      }
    }
    return sizes.entrySet().stream()
        .map(entry -> new KeptFile(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }

  /** Those that are written, but are no logs: a rule that keeps one wants no such check. */
  List<DataFile> dataFiles(List<PlannedHandle> handles) {
    Map<String, DataFile> files = new LinkedHashMap<>();
    for (PlannedHandle planned : handles) {
      if (planned.action() == Action.KEEP
          && planned.rule().isEmpty()
          && planned.handle().kind() instanceof RegularFile file
          && !planned.handle().isReadOnly()
          && isCheckable(planned.handle(), file)) {
        KeptFile kept = new KeptFile(file.path(), file.size());
        files.put(file.path(), new DataFile(kept, file.modified()));
      }
    }
    return List.copyOf(files.values());
  }

  /** Those of files that CRIU opens, to lock them again. */
  List<HeldLock> locks(List<PlannedHandle> handles, List<HeldLock> locks) {
    Set<String> opened = new HashSet<>();
    for (PlannedHandle planned : handles) {
      if (planned.action() == Action.KEEP
          && planned.handle().kind() instanceof RegularFile file
          && isCheckable(planned.handle(), file)) {
        opened.add(file.path());
      }
    }
    return locks.stream()
        .filter(held -> held.lock().isLock() && opened.contains(held.path()))
        .toList();
  }

  /**
   * What is being written may grow until the process is frozen, after this plan was made. CRIU
   * notes its size then, and compares it at restore.
   */
  private boolean isChecked(Handle handle, RegularFile file) {
    return handle.isReadOnly() && isCheckable(handle, file);
  }

  private boolean isCheckable(Handle handle, RegularFile file) {
    String path = file.path();
    return !file.deleted()
        && !streams.leadsToReplaced(handle)
        && !CountersFile.isPath(path)
        && !RecordingChunk.isOf(path, processId)
        && platform.jdkFiles().stream().noneMatch(each -> each.path().equals(path))
        && path.startsWith("/")
        && path.indexOf('\n') < 0
        && !isMadeUp(path);
  }

  /** Files without a size of their own, some of which are there only while the process is. */
  private static boolean isMadeUp(String path) {
    return path.startsWith("/proc/") || path.startsWith("/sys/");
  }
}
