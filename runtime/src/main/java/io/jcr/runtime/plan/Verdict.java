// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.Handle;
import java.util.Optional;

/** What was decided about one handle. */
record Verdict(PlannedHandle planned, Optional<Blocker> blocker, Optional<String> warning) {

  static Verdict keep(Handle handle) {
    return of(handle, Action.KEEP);
  }

  static Verdict close(Handle handle) {
    return of(handle, Action.CLOSE);
  }

  static Verdict reopen(Handle handle) {
    return of(handle, Action.REOPEN);
  }

  private static Verdict of(Handle handle, Action action) {
    return new Verdict(
        new PlannedHandle(handle, action, Optional.empty()), Optional.empty(), Optional.empty());
  }

  /** Blocks; {@code wrong} goes on after the handle's name. */
  static Verdict block(Code code, Handle handle, String wrong, String remedy) {
    return new Verdict(
        new PlannedHandle(handle, Action.ERROR, Optional.empty()),
        Optional.of(Blocker.of(code, handle, wrong, remedy)),
        Optional.empty());
  }

  boolean isBlocked() {
    return blocker.isPresent();
  }

  /** The same, decided by a rule. */
  Verdict by(String rule) {
    return new Verdict(
        new PlannedHandle(planned.handle(), planned.action(), Optional.of(rule)), blocker, warning);
  }

  /** The same, with a line for the user. */
  Verdict warn(String text) {
    return new Verdict(planned, blocker, Optional.of(text));
  }

  Verdict silent() {
    return new Verdict(planned, blocker, Optional.empty());
  }
}
