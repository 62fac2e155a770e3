// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.List;
import java.util.Optional;

/**
 * What matters of {@code /proc/PID/status}, {@code stat} and {@code task}.
 *
 * @param processId the id that the kernel gives it in its own PID namespace
 * @param sessionId its session
 * @param processGroupId its process group
 * @param threadIds the ids of all its threads, the main thread's (equal to the process id) first
 * @param tracer who traces it
 * @param userId its effective user
 * @param groupId its effective group
 */
public record ProcessFacts(
    long processId,
    long sessionId,
    long processGroupId,
    List<Long> threadIds,
    Optional<Tracer> tracer,
    long userId,
    long groupId) {

  public ProcessFacts {
    threadIds = List.copyOf(threadIds);
  }
}
