// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.Printable;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.TcpSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes below the JVM, which CRIU carries with it. Nobody stops them for us, and nothing is
 * taken away from them: what CRIU cannot carry itself stands in the way.
 */
final class Children {
  private final Defaults defaults;
  private final HandleTable table;
  private final List<PlannedHandle> handles = new ArrayList<>();
  private final List<PlannedChild> planned = new ArrayList<>();
  private final List<Blocker> blockers = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Children(Defaults defaults, HandleTable table) {
    this.defaults = defaults;
    this.table = table;
  }

  static Children of(HandleTable table, Defaults defaults) {
    Children children = new Children(defaults, table);
    Starters starters = Starters.of(table);
    for (ChildProcess child : table.children()) {
      int before = children.blockers.size();
      children.add(child);
      List<Blocker> own = children.blockers.subList(before, children.blockers.size());
      children.planned.add(new PlannedChild(child, starters.of(child), own));
    }
    return children;
  }

  /** What they have open, all of it left to CRIU. */
  List<PlannedHandle> handles() {
    return handles;
  }

  /** All of them, in the table's order. */
  List<PlannedChild> planned() {
    return planned;
  }

  /** What stands in the way. */
  List<Blocker> blockers() {
    return blockers;
  }

  /** What the user should know of them. */
  List<String> warnings() {
    return warnings;
  }

  /** The ids of all their threads. */
  List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    for (ChildProcess child : table.children()) {
      ids.addAll(child.process().threadIds());
    }
    return ids;
  }

  private void add(ChildProcess child) {
    child
        .process()
        .tracer()
        .ifPresent(
            tracer ->
                block(
                    child,
                    "is traced: " + Printable.oneLine(tracer.describe()) + " it",
                    "end that debugger or strace first"));
    if (child.handles().isEmpty()) {
      block(child, "cannot be looked into by this user", "end it before the checkpoint");
      return;
    }
    for (Handle handle : child.handles().get()) {
      add(child, handle);
    }
  }

  private void add(ChildProcess child, Handle handle) {
    Verdict verdict = defaults.verdict(handle);
    if (verdict.blocker().isPresent()) {
      block(child, verdict.blocker().get());
    } else if (isCarried(verdict.planned())) {
      handles.add(Verdict.keep(handle).planned());
      verdict.warning().ifPresent(warning -> warnings.add(name(child) + ": " + warning));
    } else {
      block(
          child,
          "has open " + handle.describe() + ", which leads to another process",
          "end it before the checkpoint");
    }
  }

  /** CRIU itself closes connections, and makes again what the JVM makes again for its own. */
  private static boolean isCarried(PlannedHandle planned) {
    boolean connection = planned.handle().kind() instanceof TcpSocket;
    return planned.action() != Action.CLOSE || connection;
  }

  private void block(ChildProcess child, String wrong, String remedy) {
    blockers.add(Blocker.of(Code.CHILD_PROCESS, name(child) + " " + wrong, remedy));
  }

  private void block(ChildProcess child, Blocker blocker) {
    String what = name(child) + ": " + blocker.what();
    blockers.add(Blocker.of(blocker.code(), what, "end it before the checkpoint"));
  }

  private static String name(ChildProcess child) {
    String command = child.commandLine().isEmpty() ? child.name() : child.commandLine();
    return "child process " + child.processId() + " (" + Printable.oneLine(command) + ")";
  }
}
