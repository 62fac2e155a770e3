// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * One question to a JVM.
 *
 * @param verb {@code inspect}, {@code checkpoint} or {@code dry-run}
 * @param to the image's folder, empty for {@code inspect}
 * @param keepRunning whether the JVM goes on after the checkpoint
 * @param timeoutSeconds how long CRIU may take; {@link #TIMEOUT_OF_CONFIGURATION} for the
 *     configuration's
 * @param command the process id of the command that waits for the answer
 * @param commandStart when that process started, as {@link ProcessFolder#startTime} has it
 */
public record Request(
    String verb,
    String to,
    boolean keepRunning,
    long timeoutSeconds,
    long command,
    long commandStart) {
  /** The agent option that names the folder of a request. */
  public static final String OPTION = "request=";

  public static final String INSPECT = "inspect";
  public static final String CHECKPOINT = "checkpoint";
  public static final String DRY_RUN = "dry-run";

  public static final long TIMEOUT_OF_CONFIGURATION = 0;

  /** The property among those of a JVM's agents that names the folder where requests go. */
  public static final String PROPERTY = "jcr.requests";

  static final String FILE = "request.json";

  /** Its name once the JVM has it. */
  static final String TAKEN = "taken.json";

  /** For the calling process to send. */
  public static Request of(String verb, String to, boolean keepRunning, long timeoutSeconds) {
    long command = ProcessHandle.current().pid();
    long start = ProcessFolder.self().startTime().orElseThrow();
    return new Request(verb, to, keepRunning, timeoutSeconds, command, start);
  }

  public Request {
    requireNonNull(verb, "verb is null");
    requireNonNull(to, "to is null");
  }

  /** Whether the command still waits: nobody wants a checkpoint that nobody waits for. */
  boolean isAwaited() {
    return ProcessFolder.of(command).startTime().equals(OptionalLong.of(commandStart));
  }
}
