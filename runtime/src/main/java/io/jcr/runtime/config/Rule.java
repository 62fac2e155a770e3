// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.Handle;
import java.util.List;

/**
 * What to do with certain handles.
 *
 * @param type the sort of handles
 * @param conditions what must all be so
 * @param action what becomes of them
 * @param warn whether a line tells of each, as CRaC does unless told otherwise
 * @param source file and line, {@code jcr.yaml:7}
 */
public record Rule(
    RuleType type, List<Condition> conditions, Action action, boolean warn, String source) {

  public Rule {
    requireNonNull(type, "type is null");
    conditions = List.copyOf(conditions);
    requireNonNull(action, "action is null");
    requireNonNull(source, "source is null");
    for (Condition condition : conditions) {
      if (condition.key().type() != type) {
        throw new IllegalArgumentException(condition.key().word() + " is no key of " + type.word());
      }
    }
  }

  /** Whether this rule speaks of a handle. */
  public boolean matches(Handle handle) {
    return coversKind(handle) && conditions.stream().allMatch(each -> each.matches(handle));
  }

  /** A descriptor that is named by number or text may be of any kind. */
  private boolean coversKind(Handle handle) {
    return type.covers(handle.kind()) || (type == RuleType.FILEDESCRIPTOR && !conditions.isEmpty());
  }
}
