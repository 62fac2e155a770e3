// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent;

import static java.util.Objects.requireNonNull;

import io.jcr.agent.instrument.Instruments;
import io.jcr.agent.instrument.LedgerProvenance;
import io.jcr.agent.instrument.SelfTest;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.config.ConfigException;
import io.jcr.runtime.handle.ProvenanceSource;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;

/** The agent of this JVM. There is one, in JCR's own loader, from its start to the JVM's end. */
public final class Agent {
  private static volatile Agent running;

  private final File jar;
  private final Config config;
  private final boolean attached;
  private final Instrumentation instrumentation;

  private final CheckpointService service = new CheckpointService(this);
  private Instruments instruments;
  private String failure = "";

  private Agent(File jar, Config config, Instrumentation instrumentation, boolean attached) {
    this.jar = requireNonNull(jar, "jar is null");
    this.config = requireNonNull(config, "config is null");
    this.instrumentation = requireNonNull(instrumentation, "instrumentation is null");
    this.attached = attached;
  }

  /**
   * Starts the agent; called by {@code Premain}. What goes wrong here costs checkpoints and not the
   * application: one line on standard error, and {@link #selfTest} tells.
   *
   * @param options the text after the jar's name, {@code null} for none
   * @param jar the agent's jar
   * @param attached whether the JVM was running already
   * @return the problems of the configuration, for users; empty when it is good
   */
  public static List<String> start(
      String options, Instrumentation instrumentation, File jar, boolean attached) {
    boolean request = CheckpointService.isRequest(options);
    Config config;
    try {
      config = StartConfiguration.read(request ? null : options, jar);
    } catch (ConfigException e) {
      if (request) {
        CheckpointService.refuse(options, e);
      }
      return List.of(e.getMessage());
    }
    Agent agent = new Agent(jar, config, instrumentation, attached);
    agent.install();
    running = agent;
    if (request) {
      command(options);
    }
    return List.of();
  }

  private void install() {
    try {
      instruments = Instruments.install(instrumentation, config.trackers().stacks());
      service.offer(instruments);
    } catch (Throwable e) {
      failure = "the hooks could not be installed: " + e;
      System.err.println("[jcr] " + failure + "; checkpoints are not possible");
    }
  }

  /** A command for the agent that runs here; called by {@code Premain} when somebody attaches. */
  public static void command(String options) {
    running.service.handle(options);
  }

  /** The agent of this JVM, once it has started. */
  public static Optional<Agent> running() {
    return Optional.ofNullable(running);
  }

  /** Who opened what. */
  public ProvenanceSource provenance() {
    return instruments == null
        ? (descriptor, kind) -> Optional.empty()
        : new LedgerProvenance(config.trackers().stackDepth());
  }

  /** Whether the hooks work; where they do not, no checkpoint may be made (JCR-213). */
  public SelfTest selfTest() {
    return failure.isEmpty() ? instruments.selfTest() : new SelfTest(List.of(failure));
  }

  /** The hooks; empty where they could not be installed. */
  public Optional<Instruments> instruments() {
    return Optional.ofNullable(instruments);
  }

  public Config config() {
    return config;
  }

  /** The agent's jar. */
  public File jar() {
    return jar;
  }

  /** Whether the agent came to a JVM that was started without it. */
  public boolean attached() {
    return attached;
  }
}
