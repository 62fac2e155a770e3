// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static java.util.Objects.requireNonNull;

/**
 * One question to a JVM.
 *
 * @param verb {@code inspect}, {@code checkpoint} or {@code dry-run}
 * @param to the image's folder, empty for {@code inspect}
 * @param keepRunning whether the JVM goes on after the checkpoint
 * @param timeoutSeconds how long CRIU may take; {@link #TIMEOUT_OF_CONFIGURATION} for the
 *     configuration's
 */
public record Request(String verb, String to, boolean keepRunning, long timeoutSeconds) {
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

  public Request {
    requireNonNull(verb, "verb is null");
    requireNonNull(to, "to is null");
  }
}
