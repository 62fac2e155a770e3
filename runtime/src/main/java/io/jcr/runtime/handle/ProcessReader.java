// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what the table holds of the process itself and of the processes below it. */
final class ProcessReader {

  private ProcessReader() {}

  /**
   * Of the process itself.
   *
   * @param everyThread whether to ask each thread who traces it, and not the first alone
   */
  static ProcessFacts facts(ProcFiles proc, boolean everyThread) throws IOException {
    ProcessStatus status = ProcessStatus.parse(proc.lines("status"));
    ProcessStat stat = ProcessStat.parse(String.join("\n", proc.lines("stat")));
    return facts(status, stat, proc, everyThread);
  }

  private static ProcessFacts facts(
      ProcessStatus status, ProcessStat stat, ProcFiles proc, boolean everyThread)
      throws IOException {
    return new ProcessFacts(
        status.id(),
        stat.sessionId(),
        stat.processGroupId(),
        threads(proc, status),
        status.tracerId() == 0 && everyThread
            ? Tracers.ofAnyThread(proc)
            : Tracers.of(proc, status.id(), stat.name(), status.tracerId()),
        status.userId(),
        status.groupId());
  }

  private static List<Long> threads(ProcFiles proc, ProcessStatus process) throws IOException {
    List<Long> ids = new ArrayList<>(List.of(process.id()));
    for (long thread : threadsUnlessGone(proc)) {
      namespaceId(proc, thread, process).filter(id -> id != process.id()).ifPresent(ids::add);
    }
    return ids;
  }

  private static Optional<Long> namespaceId(ProcFiles proc, long thread, ProcessStatus process)
      throws IOException {
    if (!process.nested()) {
      return Optional.of(thread);
    }
    Optional<List<String>> lines = proc.linesUnlessGone("task/" + thread + "/status");
    return lines.isEmpty() ? Optional.empty() : Optional.of(ProcessStatus.parse(lines.get()).id());
  }

  /**
   * A process below the one that is read, before its descriptors are understood.
   *
   * @param observations empty where this user may not look
   */
  record Child(
      ProcFiles proc,
      ProcessFacts facts,
      ProcessStat stat,
      String commandLine,
      Optional<List<Observation>> observations) {}

  /** The children, each followed by its own. */
  static List<Child> children(ProcFiles proc, boolean everyThread) throws IOException {
    List<Child> children = new ArrayList<>();
    for (long thread : threadsUnlessGone(proc)) {
      for (String line : proc.linesUnlessGone("task/" + thread + "/children").orElse(List.of())) {
        for (String word : Fields.words(line)) {
          OptionalLong id = Fields.number(word, 10);
          if (id.isPresent()) {
            addChild(proc.process(id.getAsLong()), everyThread, children);
          }
        }
      }
    }
    return children;
  }

  static List<Long> threadsUnlessGone(ProcFiles proc) throws IOException {
    try {
      return proc.threads();
    } catch (IOException e) {
      if (proc.linesUnlessGone("stat").isEmpty()) {
        return List.of();
      }
      throw e;
    }
  }

  private static void addChild(ProcFiles child, boolean everyThread, List<Child> children)
      throws IOException {
    Optional<List<String>> stat = child.linesUnlessGone("stat");
    Optional<List<String>> status = child.linesUnlessGone("status");
    if (stat.isEmpty() || status.isEmpty()) {
      return;
    }
    ProcessStat facts = ProcessStat.parse(String.join("\n", stat.get()));
    children.add(
        new Child(
            child,
            facts(ProcessStatus.parse(status.get()), facts, child, everyThread),
            facts,
            commandLine(child.linesUnlessGone("cmdline").orElse(List.of())),
            facts.isZombie() ? Optional.of(List.of()) : observations(child)));
    children.addAll(children(child, everyThread));
  }

  /** A process that changed its user is closed to others, and one may end at any moment. */
  private static Optional<List<Observation>> observations(ProcFiles child) throws IOException {
    try {
      return Optional.of(new Observer(child).observeAll());
    } catch (IOException e) {
      if (child.linesUnlessGone("stat").isEmpty()) {
        return Optional.of(List.of());
      }
      return Optional.empty();
    }
  }

  /** The arguments, which NULs end, on one line. */
  static String commandLine(List<String> lines) {
    return String.join(" ", lines).replace('\0', ' ').strip();
  }
}
