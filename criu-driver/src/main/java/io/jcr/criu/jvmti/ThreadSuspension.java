// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.jvmti;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Suspends every Java thread but some, and lets them go again. A thread that runs Java code stops
 * at its next safepoint; one that is in native code goes on there, and stops when it comes back. To
 * be used by one thread alone, which must not be a virtual one.
 *
 * <p>Between {@link #suspend} and {@link #resume} nothing here takes a lock that a suspended thread
 * could hold: memory is the C library's, and nothing is loaded that a rehearsal has not used.
 */
public final class ThreadSuspension implements AutoCloseable {
  /** New threads start only from threads that run, so a second look finds few, and a third none. */
  private static final int ROUNDS = 50;

  private final Supplier<Thread[]> threads;
  private final Jvmti jvmti;
  private final IdentityHashMap<Thread, Boolean> known = new IdentityHashMap<>();
  private final List<Batch> batches = new CopyOnWriteArrayList<>();
  private final AtomicBoolean virtualThreads = new AtomicBoolean();

  private ThreadSuspension(Supplier<Thread[]> threads, Jvmti jvmti) {
    this.threads = threads;
    this.jvmti = jvmti;
  }

  /**
   * Gets the right to suspend.
   *
   * @param threads lists the platform threads that live, without taking a lock of Java's
   * @throws JvmtiException where a debugger has that right
   */
  public static ThreadSuspension prepare(Supplier<Thread[]> threads) throws JvmtiException {
    return new ThreadSuspension(threads, Jvmti.open());
  }

  /**
   * Suspends all but the calling thread and those given.
   *
   * @return how many platform threads are suspended now
   */
  public int suspend(Thread... exempt) throws JvmtiException {
    known.clear();
    known.put(Thread.currentThread(), true);
    for (Thread thread : exempt) {
      known.put(thread, true);
    }
    jvmti.suspendVirtualThreads();
    virtualThreads.set(true);
    for (int round = 0; round < ROUNDS; round++) {
      List<Thread> fresh = fresh();
      if (fresh.isEmpty()) {
        return count();
      }
      batches.add(Batch.suspend(jvmti, fresh));
    }
    throw new JvmtiException("threads start faster than they can be suspended", 0);
  }

  private List<Thread> fresh() {
    List<Thread> fresh = new ArrayList<>();
    for (Thread thread : threads.get()) {
      if (known.put(thread, true) == null) {
        fresh.add(thread);
      }
    }
    return fresh;
  }

  private int count() {
    int count = 0;
    for (Batch batch : batches) {
      count += batch.stopped.get() ? batch.count : 0;
    }
    return count;
  }

  /**
   * Lets go on whom {@link #suspend} has stopped, and nobody else. Any thread may call it, at any
   * time and more than once; what is suspended after it waits for the next call.
   */
  public void resume() throws JvmtiException {
    for (Batch batch : batches) {
      batch.resume(jvmti);
    }
    if (virtualThreads.getAndSet(false)) {
      jvmti.resumeVirtualThreads();
    }
  }

  /** Gives the right back. Everybody must have been let go on. */
  @Override
  public void close() {
    for (Batch batch : batches) {
      batch.free(jvmti);
    }
    jvmti.close();
  }

  /** Threads that were suspended by one call. */
  private static final class Batch {
    private static final int RESULT = 4; // sizeof(jvmtiError)

    private final Pointer references;
    private final Pointer results;
    private final AtomicBoolean stopped = new AtomicBoolean(true);
    private int count;

    private Batch(int capacity) {
      references = new Pointer(Native.malloc((long) capacity * Native.POINTER_SIZE));
      results = new Pointer(Native.malloc((long) capacity * RESULT));
    }

    static Batch suspend(Jvmti jvmti, List<Thread> threads) throws JvmtiException {
      Batch batch = new Batch(threads.size());
      for (Thread thread : threads) {
        batch.add(jvmti.reference(thread));
      }
      jvmti.suspend(batch.count, batch.references, batch.results);
      batch.forgetOthers(jvmti);
      return batch;
    }

    private void add(long reference) {
      references.setPointer((long) count * Native.POINTER_SIZE, new Pointer(reference));
      count++;
    }

    /** Those that have ended, and those that a debugger had suspended, who will resume them. */
    private void forgetOthers(Jvmti jvmti) {
      int suspended = 0;
      for (int i = 0; i < count; i++) {
        Pointer reference = references.getPointer((long) i * Native.POINTER_SIZE);
        if (results.getInt((long) i * RESULT) == 0) {
          references.setPointer((long) suspended++ * Native.POINTER_SIZE, reference);
        } else {
          jvmti.release(Pointer.nativeValue(reference));
        }
      }
      count = suspended;
    }

    void resume(Jvmti jvmti) throws JvmtiException {
      if (stopped.getAndSet(false) && count > 0) {
        jvmti.resume(count, references, results);
      }
    }

    /** A reference is given back by the thread that made it. */
    void free(Jvmti jvmti) {
      for (int i = 0; i < count; i++) {
        jvmti.release(Pointer.nativeValue(references.getPointer((long) i * Native.POINTER_SIZE)));
      }
      Native.free(Pointer.nativeValue(references));
      Native.free(Pointer.nativeValue(results));
    }
  }
}
