// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** CRIU could not do what was asked. The message holds no remedy; that is {@link #remedy()}. */
public final class CriuException extends Exception {
  private static final long serialVersionUID = 1;

  private final CriuFailure failure;
  private final String remedy;
  private final List<String> log;

  public CriuException(CriuFailure failure, String what, String remedy, List<String> log) {
    super(requireNonNull(what, "what is null"));
    this.failure = requireNonNull(failure, "failure is null");
    this.remedy = requireNonNull(remedy, "remedy is null");
    this.log = List.copyOf(log);
  }

  /** The kind of failure. */
  public CriuFailure failure() {
    return failure;
  }

  /** What a user can do about it. */
  public String remedy() {
    return remedy;
  }

  /** The lines of CRIU's log that tell why, in their order. */
  public List<String> log() {
    return log;
  }
}
