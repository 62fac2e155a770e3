// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime;

import static java.util.Objects.requireNonNull;

/**
 * Something that a user can act on: a {@link Code}, what happened, and what to do about it. The
 * message is one line, {@code JCR-nnn: what; what to do}; quoted details follow on lines of their
 * own, indented by two spaces.
 */
public class JcrException extends Exception {
  private static final long serialVersionUID = 1;

  private final Code code;

  public JcrException(Code code, String what, String remedy) {
    this(code, what, remedy, null);
  }

  public JcrException(Code code, String what, String remedy, Throwable cause) {
    super(requireNonNull(code, "code is null") + ": " + what + "; " + remedy, cause);
    this.code = code;
  }

  /** Several messages at once, each complete in itself; {@code code} gives the exit status. */
  protected JcrException(Code code, String messages) {
    super(messages);
    this.code = requireNonNull(code, "code is null");
  }

  /** The number of the message, and through it the exit status. */
  public Code code() {
    return code;
  }
}
