// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static java.util.Objects.requireNonNull;

/**
 * One question to a JVM.
 *
 * @param verb {@code inspect}, {@code checkpoint} or {@code dry-run}
 * @param to the image's folder, empty for {@code inspect}
 * @param keepRunning whether the JVM goes on after the checkpoint
 * @param timeoutSeconds how long CRIU may take; 0 for the configuration's
 * @param command the process id of the command that waits for the answer
 */
public record Request(
    String verb, String to, boolean keepRunning, long timeoutSeconds, long command) {
  /** The agent option that names the folder of a request. */
  public static final String OPTION = "request=";

  public static final String INSPECT = "inspect";
  public static final String CHECKPOINT = "checkpoint";
  public static final String DRY_RUN = "dry-run";

  /** The property among those of a JVM's agents that names the folder where requests go. */
  public static final String PROPERTY = "jcr.requests";

  static final String FILE = "request.json";

  /** Its name once the JVM has it. */
  static final String TAKEN = "taken.json";

  /** For the calling process to send. */
  public static Request of(String verb, String to, boolean keepRunning, long timeoutSeconds) {
    long command = ProcessHandle.current().pid();
    return new Request(verb, to, keepRunning, timeoutSeconds, command);
  }

  public Request {
    requireNonNull(verb, "verb is null");
    requireNonNull(to, "to is null");
  }
}
