// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who made the C library's name service open or map something. The JDK asks it for users, groups
 * and hosts, and what it keeps is behind no Java object; so the process is looked at before and
 * after a look-up, and what is new then is that look-up's. THIS CLASS MUST BE DEFINED BY THE BOOT
 * LOADER ONLY, as {@link Ledger}.
 *
 * <p>Looking costs up to a few milliseconds in a process that holds much. So it is done for one
 * look-up at a time, and for look-ups of one kind again only after {@value #PAUSE} times as long as
 * it took: the first of each kind, which opens things, is looked at in any case.
 */
public final class LookUps {
  /** Kind: users, by name or number. */
  public static final String USERS = "users";

  /** Kind: groups, by name or number. */
  public static final String GROUPS = "groups";

  /** Kind: hosts, by name or address. */
  public static final String HOSTS = "hosts";

  private static final int PAUSE = 100;

  private static final AtomicLong nextUsers = new AtomicLong();
  private static final AtomicLong nextGroups = new AtomicLong();
  private static final AtomicLong nextHosts = new AtomicLong();
  private static final AtomicReference<LookUp> current = new AtomicReference<>();
  private static final Mappings mappings = new Mappings();

  private static volatile long started;
  private static volatile boolean isStarted;

  private LookUps() {}

  /**
   * Makes it ready: notes what is mapped already, and loads what a hook will need.
   *
   * @param epochMillis the time, for what is older than the agent
   */
  public static void start(long epochMillis) {
    mappings.add(
        OpenFiles.sharedMappings(), new Opening("", epochMillis, null, Ledger.BEFORE_AGENT));
    started = System.nanoTime();
    isStarted = true;
    begin(USERS);
    end();
    allowAll();
  }

  /** As if none had been looked at yet. */
  static void allowAll() {
    nextUsers.set(0);
    nextGroups.set(0);
    nextHosts.set(0);
  }

  /** Hook: a look-up begins in this thread. */
  public static void begin(String kind) {
    try {
      LookUp running = current.get();
      if (running != null) {
        running.nest(Thread.currentThread());
      } else if (isStarted && System.nanoTime() - started >= next(kind).get()) {
        watch(kind);
      }
    } catch (Throwable e) {
      Ledger.suppress();
    }
  }

  private static void watch(String kind) {
    LookUp lookUp = new LookUp(Thread.currentThread(), kind);
    if (current.compareAndSet(null, lookUp)) {
      lookUp.before(mappings);
    }
  }

  /** Hook: the look-up that has begun in this thread has ended, in whatever way. */
  public static void end() {
    LookUp running = current.get();
    if (running == null || !running.leaves(Thread.currentThread())) {
      return;
    }
    try {
      long cost = running.after(mappings);
      next(running.kind()).set(System.nanoTime() - started + PAUSE * cost);
    } catch (Throwable e) {
      Ledger.suppress();
    } finally {
      current.set(null);
    }
  }

  /** When the next one of a kind is looked at, in nanoseconds since the start. */
  private static AtomicLong next(String kind) {
    if (kind.equals(HOSTS)) {
      return nextHosts;
    }
    return kind.equals(GROUPS) ? nextGroups : nextUsers;
  }

  /** The look-up that mapped the file with this inode number, {@code null} where none was seen. */
  public static Opening mapping(long inode) {
    return mappings.get(inode);
  }
}
