// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.CriuException;
import io.jcr.criu.CriuLocator;
import io.jcr.criu.Keeper;
import io.jcr.criu.UsableCriu;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.HandleScanner;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.image.ImageFolder;
import io.jcr.runtime.plan.Outcome;
import io.jcr.runtime.plan.Planner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One JVM's checkpoints. {@link #run} is the whole of one, a line for each stage; at most one runs
 * at a time.
 */
public final class Checkpoint {
  private final Config config;
  private final HandleScanner scanner;
  private final Supplier<Thread[]> threads;
  private final CriuLocator locator;
  private final Supplier<Optional<String>> selfTest;
  private final Consumer<CheckpointResult> telemetry;
  private final AtomicReference<Instant> running = new AtomicReference<>();
  private final History history = new History();

  /**
   * Takes what a checkpoint needs.
   *
   * @param config the user's rules
   * @param scanner reads the handles of this process
   * @param threads lists the platform threads of the JVM, without taking a lock of Java's
   * @param keeper starts CRIU
   * @param selfTest says before each checkpoint why none can be trusted; empty where all is well
   * @param telemetry told of each one that was made, in every life; throws nothing
   */
  public Checkpoint(
      Config config,
      HandleScanner scanner,
      Supplier<Thread[]> threads,
      Keeper keeper,
      Supplier<Optional<String>> selfTest,
      Consumer<CheckpointResult> telemetry) {
    this.config = requireNonNull(config, "config is null");
    this.scanner = requireNonNull(scanner, "scanner is null");
    this.threads = requireNonNull(threads, "threads is null");
    this.locator = new CriuLocator(keeper);
    this.selfTest = requireNonNull(selfTest, "selfTest is null");
    this.telemetry = requireNonNull(telemetry, "telemetry is null");
  }

  /**
   * Takes a checkpoint. Returns in this life where the process is kept running, and in each life
   * made from the image; where it is not kept running, success in this life never returns.
   */
  public CheckpointResult run(CheckpointRequest request) throws JcrException {
    return run(request, warnings -> {});
  }

  /** The same; tells the plan's warnings before the dump, since nobody may be left after it. */
  public CheckpointResult run(CheckpointRequest request, Consumer<List<String>> warned)
      throws JcrException {
    claim();
    return carryOut(request, warned);
  }

  /**
   * Does what {@link #dryRun} does, and keeps every other checkpoint out until this one has been
   * run or given up.
   */
  public Accepted accept(CheckpointRequest request) throws JcrException {
    claim();
    try {
      return new Accepted(request, tryOut(request));
    } catch (Throwable e) {
      running.set(null);
      history.failed(e);
      throw e;
    }
  }

  /** A checkpoint that nothing stands in the way of, and that is to be taken. */
  public final class Accepted {
    private final CheckpointRequest request;
    private final Preflight preflight;

    private Accepted(CheckpointRequest request, Preflight preflight) {
      this.request = request;
      this.preflight = preflight;
    }

    /** What was found. */
    public Preflight preflight() {
      return preflight;
    }

    /** As {@link Checkpoint#run}: handles may have come since. To be called once. */
    public CheckpointResult run() throws JcrException {
      return carryOut(request, warnings -> {});
    }

    /** Lets others in; instead of {@link #run}. */
    public void giveUp() {
      running.set(null);
    }
  }

  private CheckpointResult carryOut(CheckpointRequest request, Consumer<List<String>> warned)
      throws JcrException {
    try {
      String id = CheckpointId.next();
      Instant started = Instant.now();
      UsableCriu criu = requirements(request);
      Preflight preflight = preflight();
      warned.accept(preflight.requirePlan().warnings(request.keepRunning()));
      StoppedDump.Result result =
          new ImageDump(config, scanner, threads, request, id, criu).run(preflight);
      Duration took = Duration.between(started, Instant.now());
      CheckpointResult told = result(request, id, started, took, result);
      telemetry.accept(history.add(told));
      return told;
    } catch (Throwable e) {
      history.failed(e);
      throw e;
    } finally {
      running.set(null);
    }
  }

  private static CheckpointResult result(
      CheckpointRequest request,
      String id,
      Instant started,
      Duration took,
      StoppedDump.Result result) {
    List<String> warnings = new ArrayList<>(result.plan().warnings(request.keepRunning()));
    result.losses().forEach(loss -> warnings.add(Code.NOT_BROUGHT_BACK + ": " + loss.message()));
    return new CheckpointResult(
        id, result.outcome(), request.target(), started, took, result.pause(), warnings);
  }

  /** Everything up to the plan; changes nothing. */
  public Preflight preflight() throws JcrException {
    try {
      HandleTable table = new Settling(scanner).scan();
      Outcome outcome = Planner.plan(config, table, Platforms.ofThisJvm());
      return new Preflight(table, outcome);
    } catch (IOException e) {
      throw new JcrException(
          Code.UNSUPPORTED_DESCRIPTOR,
          "the table of handles cannot be read (" + e.getMessage() + ")",
          "mount /proc, and let this user read it",
          e);
    }
  }

  /** As {@link #run}, up to the point where something would change. */
  public Preflight dryRun(CheckpointRequest request) throws JcrException {
    try {
      if (isRunning()) {
        throw alreadyRunning();
      }
      return tryOut(request);
    } catch (Throwable e) {
      history.failed(e);
      throw e;
    }
  }

  private Preflight tryOut(CheckpointRequest request) throws JcrException {
    requirements(request);
    Preflight preflight = preflight();
    preflight.requirePlan();
    return preflight;
  }

  /** The names of the platform threads, asked for without stopping any. */
  public List<String> threadNames() {
    return Arrays.stream(threads.get()).map(Thread::getName).toList();
  }

  /** What has been done so far in this life and the ones before it. */
  public History history() {
    return history;
  }

  /** Whether a checkpoint runs at this moment. */
  public boolean isRunning() {
    return running.get() != null;
  }

  /** The rules that are in force. */
  public Config config() {
    return config;
  }

  private UsableCriu requirements(CheckpointRequest request) throws JcrException {
    Optional<String> refusal = selfTest.get();
    if (refusal.isPresent()) {
      throw new JcrException(
          Code.SELF_TEST,
          "the agent does not see every handle of this JVM: " + refusal.get(),
          "use a JDK that JCR supports (17, 21, 25), and report this one");
    }
    ImageFolder.requireFree(request.target());
    try {
      return locator.find(config.criu().path());
    } catch (CriuException e) {
      throw CriuMessages.explain(e);
    }
  }

  private void claim() throws JcrException {
    if (!running.compareAndSet(null, Instant.now())) {
      JcrException e = alreadyRunning();
      history.failed(e);
      throw e;
    }
  }

  private JcrException alreadyRunning() {
    return new JcrException(
        Code.ALREADY_RUNNING,
        "a checkpoint is already running (started " + running.get() + ")",
        "wait until it has ended");
  }
}
