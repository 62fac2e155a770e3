// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.Dump;
import io.jcr.criu.DumpOutcome;
import io.jcr.criu.DumpRequest;
import io.jcr.criu.UsableCriu;
import io.jcr.criu.VaultException;
import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.Sockets;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.detach.Detachment;
import io.jcr.runtime.detach.Loss;
import io.jcr.runtime.freeze.ThreadStaysException;
import io.jcr.runtime.freeze.WorldStop;
import io.jcr.runtime.handle.HandleScanner;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.image.ImageFolder;
import io.jcr.runtime.image.ImageWriter;
import io.jcr.runtime.image.Recordings;
import io.jcr.runtime.kind.Moves;
import io.jcr.runtime.plan.DumpOptions;
import io.jcr.runtime.plan.Outcome;
import io.jcr.runtime.plan.Plan;
import io.jcr.runtime.plan.PlannedHandle;
import io.jcr.runtime.plan.Planner;
import io.jcr.runtime.plan.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The part of a checkpoint during which the world stands still: from the first suspended thread to
 * the last one that goes on. Runs on a platform thread of its own, where all of it is rehearsed
 * first.
 */
final class StoppedDump {
  /** What came up since the preflight, or during the stop, may be gone again a moment later. */
  private static final int ATTEMPTS = 20;

  /** HotSpot compiles a method after 200 calls (Tier3InvocationThreshold), or 2,000 with loops. */
  private static final int REHEARSALS = 10;

  private static final long BETWEEN_NANOS = 10_000_000;
  private static final Duration CLEAR_BOUND = Duration.ofSeconds(2);
  private static final int LARGEST_ARGUMENTS = 1 << 16;

  /** The socket to the keeper, the arguments, the placeholder, and what looks at {@code /proc}. */
  private static final int OWN_DESCRIPTORS = 8;

  private final Config config;
  private final HandleScanner scanner;
  private final Supplier<Thread[]> threads;
  private final Platform platform;
  private final ImageFolder folder;
  private final String id;
  private final UsableCriu criu;
  private final Dump dump;
  private final Function<DumpOptions, DumpRequest> requests;
  private final Recordings recordings;
  private final List<Loss> lost = new ArrayList<>();
  private final List<Throwable> unread = new ArrayList<>();
  private List<PlannedHandle> decided = List.of();

  StoppedDump(
      Config config,
      HandleScanner scanner,
      Supplier<Thread[]> threads,
      Platform platform,
      ImageFolder folder,
      String id,
      UsableCriu criu,
      Dump dump,
      Function<DumpOptions, DumpRequest> requests) {
    this.config = requireNonNull(config, "config is null");
    this.scanner = requireNonNull(scanner, "scanner is null");
    this.threads = requireNonNull(threads, "threads is null");
    this.platform = requireNonNull(platform, "platform is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.id = requireNonNull(id, "id is null");
    this.criu = requireNonNull(criu, "criu is null");
    this.dump = requireNonNull(dump, "dump is null");
    this.requests = requireNonNull(requests, "requests is null");
    this.recordings = new Recordings(folder, ProcessHandle.current().pid());
  }

  /**
   * What came of it.
   *
   * @param outcome in which life this is
   * @param request what CRIU was told
   * @param plan what was decided inside the stop
   * @param losses what could not be brought back
   * @param torn what the flight recorder has written to meanwhile, so that the image has no
   *     restore, and gets no name
   * @param pause for how long the application stood still
   */
  record Result(
      DumpOutcome outcome,
      DumpRequest request,
      Plan plan,
      List<Loss> losses,
      List<Path> torn,
      Pause pause) {
    Result {
      losses = List.copyOf(losses);
      torn = List.copyOf(torn);
    }

    private Result pause(Pause known) {
      return new Result(outcome, request, plan, losses, torn, known);
    }
  }

  /** What could not be brought back as it should be; also where {@link #run} throws. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    lost.forEach(loss -> troubles.add(Code.NOT_BROUGHT_BACK + ": " + loss.message()));
    unread.forEach(e -> troubles.add("what jcr restore was told cannot be read: " + e));
    return troubles;
  }

  /**
   * Rehearses first: loads and links what the stop will use, and goes on until the JVM's compilers
   * have made it fast. What is slow there would stop the application for longer.
   */
  Result run() throws JcrException, IOException {
    rehearseVault();
    for (int i = 0; i < REHEARSALS; i++) {
      retried(this::rehearse);
    }
    return retried(this::attempt);
  }

  /** What may fail because something changed meanwhile. */
  private interface Step {
    Result run()
        throws JcrException, IOException, VaultException, ThreadStaysException, ChangedException;
  }

  private Result retried(Step step) throws JcrException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.run();
      } catch (BlockedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (ChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e.explain();
        }
      } catch (ThreadStaysException e) {
        throw e.explain(threads, decided);
      } catch (VaultException e) {
        throw vaultFailed(e);
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private static JcrException vaultFailed(VaultException e) {
    return new JcrException(Code.VAULT, e.getMessage(), "ask for the checkpoint again", e);
  }

  /** Gives what a failure would. */
  private Result rehearse() throws JcrException, IOException, ChangedException {
    HandleTable table = scanner.scanWithout(dump.descriptor());
    Plan plan = plan(table);
    Detachment detachment = detachment(plan, table);
    WorldStop.rehearse(threads, detachment.descriptors());
    ImageWriter.rehearse(folder, id, criu, plan);
    rehearseRecordings(plan);
    DumpRequest request = requests.apply(plan.options());
    Dump.rehearse(request);
    Moves.parse("listen 1 2\n");
    scanner.isStill(table, dump.descriptor());
    List<Loss> losses = Detachment.rehearse(plan);
    return new Result(DumpOutcome.FAILED, request, plan, losses, List.of(), Pause.NONE)
        .pause(new Pause.Watch().pause());
  }

  private void rehearseRecordings(Plan plan) throws IOException {
    if (!plan.recordings().isEmpty()) {
      recordings.rehearse();
      folder.spoil();
      recordings.copyComplete(plan.recordings());
    }
  }

  /** Proves that the vault gives back what it gets. */
  private void rehearseVault() throws JcrException, NativeCallException {
    int null0 = Descriptors.open("/dev/null", Descriptors.READ_ONLY, 0);
    int dead = Descriptors.deadSocket(Sockets.STREAM);
    try {
      Descriptors.replace(dead, null0, true);
      dump.park(null0);
      for (int back : dump.fetch()) {
        Descriptors.close(back);
      }
    } catch (VaultException e) {
      throw vaultFailed(e);
    } finally {
      Descriptors.close(dead);
      Descriptors.close(null0);
    }
  }

  private Result attempt()
      throws JcrException, IOException, VaultException, ThreadStaysException, ChangedException {
    Pause.Watch watch = new Pause.Watch();
    Result result;
    try (WorldStop stop = WorldStop.begin(threads, config.freezeTimeout())) {
      stop.settle();
      watch.next();
      HandleTable table = scanner.scanWithout(dump.descriptor());
      Plan plan = plan(table);
      decided = plan.handles();
      Detachment detachment = detachment(plan, table);
      watch.next();
      stop.clear(detachment.descriptors(), CLEAR_BOUND);
      watch.next();
      requireSame(table, detachment);
      detachment.park(dump);
      stop.commit();
      result = dump(plan, detachment, watch);
    }
    watch.next();
    return result.pause(watch.pause());
  }

  /** A thread that left a system call only now, an accept(2) above all, may have opened more. */
  private void requireSame(HandleTable table, Detachment detachment)
      throws IOException, ChangedException {
    if (!scanner.isStill(table, dump.descriptor()) || !detachment.cachesAreStill()) {
      throw new ChangedException(Optional.empty());
    }
  }

  /**
   * Something may have been closed between the scan and this closer look, and its number may lead
   * to the same file again a moment later: whatever goes wrong is tried again.
   */
  private static Detachment detachment(Plan plan, HandleTable table)
      throws JcrException, NativeCallException, ChangedException {
    Detachment detachment;
    try {
      detachment = Detachment.of(plan, table);
    } catch (NativeCallException e) {
      throw new ChangedException(Optional.of(e));
    }
    requireRoom(table.handles().size(), detachment.count());
    return detachment;
  }

  /** What comes back needs numbers of its own, until it is where it was. */
  private static void requireRoom(int open, int away) throws JcrException, NativeCallException {
    long limit = Descriptors.limit();
    if (away > 0 && open + away + OWN_DESCRIPTORS > limit) {
      throw new JcrException(
          Code.VAULT,
          open + " descriptors are open, and to bring " + away + " of them back takes as many more",
          "raise the limit of " + limit + " (ulimit -n)");
    }
  }

  private Plan plan(HandleTable table) throws JcrException {
    Outcome outcome = Planner.plan(config, table, platform);
    return new Preflight(table, outcome).requirePlan();
  }

  /** Whatever happens between detaching and reattaching, everything is brought back. */
  private Result dump(Plan plan, Detachment detachment, Pause.Watch watch) throws IOException {
    ImageWriter.writePlan(folder, id, criu, plan, recordings);
    String path = ImageWriter.arguments(folder).toString();
    int arguments = Descriptors.open(path, Descriptors.READ_ONLY, 0);
    DumpRequest request = requests.apply(plan.options());
    DumpOutcome outcome = DumpOutcome.FAILED;
    List<Loss> losses;
    List<Path> torn = List.of();
    try {
      detachment.detach();
      watch.next();
      outcome = dump.run(request);
      watch.next();
      torn = outcome == DumpOutcome.CONTINUED ? torn() : torn;
    } finally {
      losses = detachment.reattach(outcome, dump, moves(outcome, arguments));
      Descriptors.close(arguments);
      lost.addAll(losses);
    }
    watch.next();
    return new Result(outcome, request, plan, losses, torn, Pause.NONE);
  }

  /** Before the keeper is asked for what it keeps: it gives the image its name after that. */
  private List<Path> torn() {
    List<Path> changed = recordings.changed();
    if (!changed.isEmpty()) {
      try {
        folder.spoil();
      } catch (IOException e) {
        // the image gets its name, which is told
      }
    }
    return changed;
  }

  /** The launcher has put a file of its own in the place of the image's empty one. */
  private Moves moves(DumpOutcome outcome, int arguments) {
    if (outcome != DumpOutcome.RESTORED) {
      return Moves.NONE;
    }
    try {
      byte[] text = Descriptors.readAt(arguments, 0, LARGEST_ARGUMENTS);
      return Moves.parse(new String(text, StandardCharsets.UTF_8));
    } catch (NativeCallException | RuntimeException e) {
      unread.add(e);
      return Moves.NONE;
    }
  }
}
