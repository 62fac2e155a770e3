// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thread at one moment.
 *
 * @param threadId the kernel's id
 * @param nativeName {@code comm}
 * @param ran the nanoseconds for which it has run so far ({@code schedstat})
 * @param syscall the line of {@code /proc/PID/task/TID/syscall}; empty where it cannot be read
 * @param call the system call on a descriptor that it waits in, and the descriptor
 * @param place the code that called the C library, or the kernel; empty where that is Java's
 */
record ThreadLook(
    long threadId,
    String nativeName,
    long ran,
    String syscall,
    Optional<Call> call,
    Optional<Place> place) {

  /** A system call that has a descriptor for its first argument. */
  record Call(String name, int descriptor) {}

  /** An address in a library. */
  record Place(NativeCode.Mapping mapping, long address) {}

  OptionalInt descriptor() {
    return call.isPresent() ? OptionalInt.of(call.get().descriptor()) : OptionalInt.empty();
  }
}
