// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.jvmti.JvmtiException;
import io.jcr.criu.jvmti.ThreadSuspension;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.Wake;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Every Java thread but two is suspended: the one that made this, and a watchdog. Should the first
 * come to wait for a stopped one after all, the watchdog lets the world go on, and the checkpoint
 * fails. From {@link #commit} on it does not: what is done then waits for nobody.
 */
public final class WorldStop implements AutoCloseable {
  private enum State {
    STOPPED,
    COMMITTED,
    OVER
  }

  private static final long LOOK_NANOS = 500_000;

  private static final long RUNNING_NANOS = 200_000_000;
  private static final Duration REHEARSAL = Duration.ofSeconds(5);
  private static final long NO_THREAD = -1;

  private final ThreadSuspension suspension;
  private final AtomicReference<State> state = new AtomicReference<>(State.STOPPED);
  private final Thread watchdog;
  private final long end;
  private int suspended;
  private long runningEnd;

  private WorldStop(ThreadSuspension suspension, Duration bound) {
    this.suspension = suspension;
    this.end = System.nanoTime() + bound.toNanos();
    this.watchdog = new Thread(null, this::watch, "jcr-watchdog", 0, false);
  }

  /**
   * Stops the world.
   *
   * @param threads lists the platform threads, without taking a lock of Java's
   * @param bound after which the watchdog lets it go on
   */
  public static WorldStop begin(Supplier<Thread[]> threads, Duration bound) throws JcrException {
    WorldStop stop = new WorldStop(prepare(threads), bound);
    stop.watchdog.setDaemon(true);
    stop.watchdog.start();
    try {
      stop.suspended = stop.suspension.suspend(stop.watchdog);
      stop.runningEnd = System.nanoTime() + RUNNING_NANOS;
      return stop;
    } catch (JvmtiException | RuntimeException | Error e) {
      stop.close();
      throw refused(e);
    }
  }

  /**
   * Does all of it once, to one thread of its own, so that everything is loaded and linked that the
   * stop will need.
   */
  public static void rehearse(Supplier<Thread[]> threads, Set<Integer> descriptors)
      throws JcrException, IOException {
    Thread subject = new Thread(null, LockSupport::park, "jcr-rehearsal", 0, false);
    subject.setDaemon(true);
    subject.start();
    WorldStop stop = new WorldStop(prepare(() -> new Thread[] {subject}), REHEARSAL);
    stop.watchdog.setDaemon(true);
    stop.watchdog.start(); // virtual threads are suspended as well
    try {
      stop.suspended = stop.suspension.suspend(stop.watchdog);
      requireNonNull(threads.get(), "no threads");
      stop.inTheWay(descriptors, new HashMap<>());
      onlyRun(List.of(new Sitting(0, "rehearsal", "", -1)));
      rehearseWake();
      stop.commit();
    } catch (JvmtiException e) {
      throw refused(e);
    } finally {
      stop.close();
      LockSupport.unpark(subject);
    }
  }

  private static void rehearseWake() {
    try {
      Wake.thread(NO_THREAD);
    } catch (NativeCallException expected) {
      // There is no such thread.
    }
  }

  private static ThreadSuspension prepare(Supplier<Thread[]> threads) throws JcrException {
    try {
      return ThreadSuspension.prepare(threads);
    } catch (JvmtiException e) {
      throw refused(e);
    }
  }

  private static JcrException refused(Throwable e) {
    return new JcrException(
        Code.WORLD_STOP,
        "the threads of the JVM cannot be stopped: " + e.getMessage(),
        "end the debugger that is attached, or start the JVM without its agent (-agentlib:jdwp)",
        e);
  }

  /** How many platform threads are suspended. */
  public int suspended() {
    return suspended;
  }

  /**
   * Waits until no thread runs native code, which could open or close something. Code that computes
   * for longer is left alone, here and in {@link #clear}.
   */
  public void settle() throws IOException {
    while (!inTheWay(Set.of(), new HashMap<>()).isEmpty() && System.nanoTime() < runningEnd) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * Waits until no thread runs native code, and none is in a system call on one of the descriptors.
   * Those that sit there get the JDK's own wake-up signal: the call ends with {@code EINTR}, the
   * thread comes back to Java, and stops.
   *
   * @throws ThreadStaysException that names who does not leave
   */
  public void clear(Set<Integer> descriptors, Duration bound)
      throws JcrException, ThreadStaysException, IOException {
    Map<Long, Sitting> sat = new HashMap<>();
    long begin = System.nanoTime();
    while (true) {
      List<Sitting> inTheWay = inTheWay(descriptors, sat);
      long waited = System.nanoTime() - begin;
      if (inTheWay.isEmpty() || (onlyRun(inTheWay) && System.nanoTime() > runningEnd)) {
        return;
      }
      if (waited > bound.toNanos()) {
        throw new ThreadStaysException(inTheWay);
      }
      requireStopped(state.get() == State.STOPPED); // else they sit there as they always do
      wake(inTheWay);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * A thread that sat on one of them and runs now is still in the way: native code that repeats an
   * interrupted call is about to sit down again. No lambda: its class would be made in the stop.
   */
  private List<Sitting> inTheWay(Set<Integer> descriptors, Map<Long, Sitting> sat)
      throws IOException {
    List<Sitting> others = new ArrayList<>();
    for (Sitting each : new Threads().inTheWayOf(descriptors)) {
      if (each.sits()) {
        sat.put(each.threadId(), each);
      }
      if (!isOwn(each)) {
        others.add(sat.getOrDefault(each.threadId(), each));
      }
    }
    return others;
  }

  private static boolean onlyRun(List<Sitting> inTheWay) {
    for (Sitting each : inTheWay) {
      if (each.sits()) {
        return false;
      }
    }
    return true;
  }

  /** This thread runs, of course. */
  private boolean isOwn(Sitting thread) {
    return !thread.sits()
        && (thread.isNamed(Thread.currentThread().getName()) || thread.isNamed(watchdog.getName()));
  }

  private static void wake(List<Sitting> sitting) throws NativeCallException {
    for (Sitting each : sitting) {
      if (each.sits() && each.mayBeWoken()) {
        Wake.thread(each.threadId());
      }
    }
  }

  /**
   * From now on the watchdog does nothing.
   *
   * @throws JcrException where it has let the world go on already
   */
  public void commit() throws JcrException {
    requireStopped(state.compareAndSet(State.STOPPED, State.COMMITTED));
  }

  private static void requireStopped(boolean stopped) throws JcrException {
    if (!stopped) {
      throw new JcrException(
          Code.STOP_TOO_LONG,
          "the threads were stopped for longer than freeze.timeout allows, and were let go on",
          "raise freeze.timeout, or ask for the checkpoint again");
    }
  }

  private void watch() {
    while (state.get() == State.STOPPED) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        if (state.compareAndSet(State.STOPPED, State.OVER)) {
          resume();
        }
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  /** Lets everybody go on. */
  @Override
  public void close() {
    state.set(State.OVER);
    resume(); // also what was still being suspended when the watchdog let the world go on
    LockSupport.unpark(watchdog);
    suspension.close();
  }

  private void resume() {
    try {
      suspension.resume();
    } catch (JvmtiException e) {
      throw new IllegalStateException(e);
    }
  }
}
