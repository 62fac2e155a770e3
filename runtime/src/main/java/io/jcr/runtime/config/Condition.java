// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.Handle;

/**
 * One key of a rule, and what it asks for.
 *
 * @param key what of a handle is looked at
 * @param value what it must be; checked, {@link IllegalArgumentException} where it is no such value
 */
public record Condition(RuleKey key, String value) {

  public Condition {
    requireNonNull(key, "key is null");
    requireNonNull(value, "value is null");
    key.compile(value);
  }

  /** Whether a handle is so. */
  public boolean matches(Handle handle) {
    return key.compile(value).test(handle);
  }
}
