// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.Printable;
import io.jcr.runtime.handle.HeldLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a checkpoint and its restores do.
 *
 * @param handles every handle of the table, in its order, with what becomes of it
 * @param children every process below the JVM
 * @param options what CRIU is told
 * @param streams the standard streams that are replaced
 * @param listen what CRIU binds
 * @param moveable what the restored JVM binds itself, elsewhere if it is asked to
 * @param platform what a host of restore must have
 * @param jdkFiles files of the JDK, those that tell its build, and what is mapped
 * @param files further files that must have the size that they had
 * @param dataFiles files that are written in the middle, and must not have been written since
 * @param locks what CRIU locks again
 * @param ids the process's id, then those of its other threads, and of the processes below it with
 *     theirs, all taken by the restore
 * @param caches mapped files that private copies take the place of
 * @param counters the performance counters of the JVM, and of JVMs below it
 * @param recordings what the flight recorder has open in its repository
 * @param warnings what the user should know, one line each
 */
public record Plan(
    List<PlannedHandle> handles,
    List<PlannedChild> children,
    DumpOptions options,
    List<StreamPlug> streams,
    List<ListenAddress> listen,
    List<ListenAddress> moveable,
    Platform platform,
    List<KeptFile> jdkFiles,
    List<KeptFile> files,
    List<DataFile> dataFiles,
    List<HeldLock> locks,
    List<Long> ids,
    List<CacheCopy> caches,
    List<CountersFile> counters,
    List<Path> recordings,
    List<String> warnings)
    implements Outcome {

  public Plan {
    handles = List.copyOf(handles);
    children = List.copyOf(children);
    requireNonNull(options, "options is null");
    streams = List.copyOf(streams);
    listen = List.copyOf(listen);
    moveable = List.copyOf(moveable);
    requireNonNull(platform, "platform is null");
    jdkFiles = List.copyOf(jdkFiles);
    files = List.copyOf(files);
    dataFiles = List.copyOf(dataFiles);
    locks = List.copyOf(locks);
    ids = List.copyOf(ids);
    caches = List.copyOf(caches);
    counters = List.copyOf(counters);
    recordings = List.copyOf(recordings);
    warnings = List.copyOf(warnings);
  }

  /**
   * The warnings, and one more where the process goes on, and so will write its data files.
   *
   * @param keepRunning whether it goes on
   */
  public List<String> warnings(boolean keepRunning) {
    if (!keepRunning || dataFiles.isEmpty()) {
      return warnings;
    }
    List<String> all = new ArrayList<>(warnings);
    for (DataFile data : dataFiles) {
      all.add(
          "no restore of this image once "
              + Printable.oneLine(data.file().path())
              + " has been written again (JCR-414): keep a copy made with cp -p, or write a rule"
              + " with reopen");
    }
    return all;
  }
}
