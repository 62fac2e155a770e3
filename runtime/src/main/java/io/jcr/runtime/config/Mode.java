// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

/** What happens to a handle that no rule and no prefix names. */
public enum Mode {
  /** Its kind's default action. */
  LENIENT,
  /** It is an error, unless it is the JVM's own. */
  STRICT
}
