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

  static ProcessFacts facts(ProcFiles proc) throws IOException {
    ProcessStatus status = ProcessStatus.parse(proc.lines("status"));
    return facts(status, ProcessStat.parse(String.join("\n", proc.lines("stat"))), proc);
  }

  private static ProcessFacts facts(ProcessStatus status, ProcessStat stat, ProcFiles proc)
      throws IOException {
    return new ProcessFacts(
        status.id(),
        stat.sessionId(),
        stat.processGroupId(),
        threads(proc, status),
        status.tracerId() == 0 ? OptionalLong.empty() : OptionalLong.of(status.tracerId()),
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
  static List<Child> children(ProcFiles proc) throws IOException {
    List<Child> children = new ArrayList<>();
    for (long thread : threadsUnlessGone(proc)) {
      for (String line : proc.linesUnlessGone("task/" + thread + "/children").orElse(List.of())) {
        for (String word : Fields.words(line)) {
          OptionalLong id = Fields.number(word, 10);
          if (id.isPresent()) {
            addChild(proc.process(id.getAsLong()), children);
          }
        }
      }
    }
    return children;
  }

  private static List<Long> threadsUnlessGone(ProcFiles proc) throws IOException {
    try {
      return proc.threads();
    } catch (IOException e) {
      if (proc.linesUnlessGone("stat").isEmpty()) {
        return List.of();
      }
      throw e;
    }
  }

  private static void addChild(ProcFiles child, List<Child> children) throws IOException {
    Optional<List<String>> stat = child.linesUnlessGone("stat");
    Optional<List<String>> status = child.linesUnlessGone("status");
    if (stat.isEmpty() || status.isEmpty()) {
      return;
    }
    ProcessStat facts = ProcessStat.parse(String.join("\n", stat.get()));
    children.add(
        new Child(
            child,
            facts(ProcessStatus.parse(status.get()), facts, child),
            facts,
            commandLine(child.linesUnlessGone("cmdline").orElse(List.of())),
            facts.isZombie() ? Optional.of(List.of()) : observations(child)));
    children.addAll(children(child));
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
