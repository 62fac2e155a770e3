// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.kind.TcpSocket;
import java.util.Optional;

/**
 * A handle, and what becomes of it.
 *
 * @param handle the handle
 * @param action its action; {@link Action#ERROR} where it blocks the checkpoint
 * @param rule what decided, {@code jcr.yaml:7} or {@code allowed-prefixes}; empty for the default
 */
public record PlannedHandle(Handle handle, Action action, Optional<String> rule) {

  public PlannedHandle {
    requireNonNull(handle, "handle is null");
    requireNonNull(action, "action is null");
    requireNonNull(rule, "rule is null");
  }

  /** Whether it is taken away before the dump; CRIU itself closes TCP connections. */
  public boolean isDetached() {
    boolean connection = handle.kind() instanceof TcpSocket tcp && tcp.isConnection();
    return action == Action.REOPEN || (action == Action.CLOSE && !connection);
  }

  /** {@code , by the rule at jcr.yaml:7}; empty for the default. */
  public String byRule() {
    return rule.map(where -> ", by the rule at " + where).orElse("");
  }

  /** Who opened it, on lines of its own; empty where that is not known. */
  public String opener() {
    return handle.provenance().map(Provenance::describe).map(text -> "\n  " + text).orElse("");
  }
}
