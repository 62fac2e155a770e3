// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * Who traces a process. ptrace(2) is a matter of single threads: a debugger may hold one of them,
 * and CRIU needs all.
 *
 * @param processId the tracer
 * @param name its {@code comm}; empty where it has ended meanwhile
 * @param threadId the first thread that it holds
 * @param threadName that thread's {@code comm}, a Java thread's name cut to 15 characters
 */
public record Tracer(long processId, String name, long threadId, String threadName) {

  public Tracer {
    requireNonNull(name, "name is null");
    requireNonNull(threadName, "threadName is null");
  }

  /** {@code process 4800 (strace) traces}. */
  public String describe() {
    return "process " + processId + (name.isEmpty() ? "" : " (" + name + ")") + " traces";
  }
}
