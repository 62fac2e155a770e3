// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * A process below the JVM.
 *
 * @param processId its id
 * @param name its {@code comm}
 * @param commandLine its arguments, joined by spaces; empty for a zombie
 * @param zombie whether it has ended and was not reaped
 */
public record ChildProcess(long processId, String name, String commandLine, boolean zombie) {

  public ChildProcess {
    requireNonNull(name, "name is null");
    requireNonNull(commandLine, "commandLine is null");
  }
}
