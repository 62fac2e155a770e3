// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.ProcessFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what a checkpoint does with each handle. */
public final class Planner {
  private static final Comparator<Blocker> BY_DESCRIPTOR =
      Comparator.comparingInt(blocker -> blocker.handle().map(Handle::descriptor).orElse(-1));

  private static final String COUNTERS = "hsperfdata";

  private final Config config;
  private final HandleTable table;
  private final Platform platform;
  private final Streams streams;
  private final GhostFiles ghosts;

  private Planner(Config config, HandleTable table, Platform platform) {
    this.config = config;
    this.table = table;
    this.platform = platform;
    this.streams = Streams.of(table);
    this.ghosts = new GhostFiles(config.criu().ghostLimit(), table);
  }

  /** A plan, or all blockers at once; a function of its arguments alone. */
  public static Outcome plan(Config config, HandleTable table, Platform platform) {
    return new Planner(config, table, platform).plan();
  }

  private Outcome plan() {
    HandlePlanner planner = handlePlanner();
    List<Verdict> verdicts = table.handles().stream().map(planner::plan).toList();
    List<PlannedHandle> handles = verdicts.stream().map(Verdict::planned).toList();
    Children children = Children.of(table, new Defaults(streams, Reopenable.of(table)));
    List<String> warnings =
        Stream.of(
                streams.warnings().stream(),
                verdicts.stream().flatMap(verdict -> verdict.warning().stream()),
                children.warnings().stream())
            .flatMap(each -> each)
            .toList();
    List<Blocker> blockers = blockers(verdicts, children);
    return blockers.isEmpty()
        ? plan(handles, children, warnings)
        : new Blocked(blockers, handles, children.planned(), warnings);
  }

  private HandlePlanner handlePlanner() {
    OwnHandles own = new OwnHandles(table.process().processId(), platform);
    return new HandlePlanner(config, streams, ghosts, own, Reopenable.of(table));
  }

  private List<Blocker> blockers(List<Verdict> verdicts, Children children) {
    return Stream.of(
            ProcessBlockers.of(table).stream(),
            children.blockers().stream(),
            MappingBlockers.of(table).stream(),
            ghosts.mappingBlockers().stream(),
            verdicts.stream().flatMap(verdict -> verdict.blocker().stream()))
        .flatMap(each -> each)
        .sorted(BY_DESCRIPTOR)
        .toList();
  }

  private Plan plan(List<PlannedHandle> handles, Children children, List<String> warnings) {
    FilePlanner files = new FilePlanner(table.process().processId(), platform, streams);
    List<PlannedHandle> all = new ArrayList<>(handles);
    all.addAll(children.handles());
    List<DataFile> dataFiles = files.dataFiles(handles);
    MappedFiles mapped = MappedFiles.of(table, platform);
    return new Plan(
        handles,
        children.planned(),
        OptionsPlanner.options(table, all, streams, ghosts),
        streams.plugs(),
        listen(all, false),
        listen(all, true),
        platform,
        mapped.ofJdk(),
        mapped.ofOthers(files.files(all), dataFiles),
        dataFiles,
        files.locks(all, table.locks()),
        ids(table.process(), children),
        CacheCopy.of(table.mappings()),
        counters(),
        RecordingChunk.open(table),
        warnings);
  }

  private static List<ListenAddress> listen(List<PlannedHandle> handles, boolean detached) {
    return handles.stream()
        .filter(planned -> planned.isDetached() == detached)
        .flatMap(planned -> ListenAddress.of(planned.handle().kind()).stream())
        .distinct()
        .toList();
  }

  private static List<Long> ids(ProcessFacts process, Children children) {
    Set<Long> ids = new LinkedHashSet<>();
    ids.add(process.processId());
    ids.addAll(process.threadIds());
    ids.addAll(children.ids());
    return new ArrayList<>(ids);
  }

  private List<CountersFile> counters() {
    List<CountersFile> files = new ArrayList<>();
    CountersFile.of(table.process(), table.mappings(), COUNTERS).ifPresent(files::add);
    for (ChildProcess child : table.children()) {
      String copy = COUNTERS + "-" + child.processId();
      CountersFile.of(child.process(), child.mappings(), copy).ifPresent(files::add);
    }
    return files;
  }
}
