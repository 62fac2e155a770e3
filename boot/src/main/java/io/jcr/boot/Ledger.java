// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Who opened descriptor N. THIS CLASS MUST BE DEFINED BY THE BOOT LOADER ONLY: the methods {@code
 * opened} and {@code closed} are called from within JDK methods, and a second copy would see
 * nothing.
 *
 * <p>No method throws: what goes wrong inside a hook is counted ({@link #suppressed}) and costs one
 * handle its provenance.
 */
public final class Ledger {
  /** Hint: older than the agent; nothing but the time of the agent's start is known. */
  public static final String BEFORE_AGENT = "before-agent";

  /** Hint: opened by a path: a regular file, a directory, a device, a FIFO. */
  public static final String PATH = "path";

  /** Hint: a socket of any family. */
  public static final String SOCKET = "socket";

  /** Hint: a pipe without a name. */
  public static final String PIPE = "pipe";

  /** Hint: an epoll instance. */
  public static final String EPOLL = "epoll";

  /** Hint: an eventfd. */
  public static final String EVENTFD = "eventfd";

  /** Hint: an inotify instance. */
  public static final String INOTIFY = "inotify";

  /** Hint: came up while the C library's name service was asked, whatever it is. */
  public static final String NAME_SERVICE = "name-service";

  private static final int LAST_STANDARD_STREAM = 2;

  private static final Openings openings = new Openings();
  private static final AtomicLong suppressed = new AtomicLong();

  private static volatile ToIntFunction<FileDescriptor> number;
  private static volatile Class<?> virtualThread;
  private static volatile boolean stacks = true;

  private Ledger() {}

  /**
   * Makes it ready, and loads what a hook will need so that nothing loads inside one.
   *
   * @param numberOfDescriptor reads the number out of a {@code FileDescriptor}, -1 for none
   * @param virtualThreadClass {@code java.lang.VirtualThread}, {@code null} before JDK 21
   */
  public static void start(
      ToIntFunction<FileDescriptor> numberOfDescriptor, Class<?> virtualThreadClass) {
    number = numberOfDescriptor;
    virtualThread = virtualThreadClass;
    opened(FileDescriptor.in, PATH);
    closed(new FileDescriptor());
    forget(0);
  }

  /** Whether openings keep their stack (they do unless told otherwise). */
  public static void keepStacks(boolean keep) {
    stacks = keep;
  }

  /** Notes a descriptor that was open when the agent started. */
  public static void before(int descriptor, long epochMillis) {
    openings.set(descriptor, new Opening("", epochMillis, null, BEFORE_AGENT));
  }

  /** Hook: a descriptor has come into being; -1 and {@code null} are none. */
  public static void opened(FileDescriptor descriptor, String hint) {
    try {
      opened(number(descriptor), hint);
    } catch (Throwable e) {
      suppressed.getAndIncrement();
    }
  }

  /** Hook: several descriptors have come into being together. */
  public static void opened(int[] descriptors, String hint) {
    if (descriptors == null) {
      return;
    }
    for (int i = 0; i < descriptors.length; i++) {
      opened(descriptors[i], hint);
    }
  }

  /** Hook: a descriptor has come into being; -1 is none. */
  public static void opened(int descriptor, String hint) {
    if (descriptor < 0) {
      return;
    }
    try {
      record(descriptor, hint);
    } catch (Throwable e) {
      suppressed.getAndIncrement();
    }
  }

  private static void record(int descriptor, String hint) {
    Thread thread = Thread.currentThread();
    int slot = Guard.enter(thread);
    if (slot < 0) {
      return;
    }
    try {
      Throwable stack = stacks ? new Throwable() : null;
      long now = System.currentTimeMillis();
      openings.set(descriptor, new Opening(nameOf(thread), now, stack, hint));
    } finally {
      Guard.leave(slot);
    }
  }

  /** What a look-up in this thread opens now. */
  static Opening lookedUp(Thread thread) {
    Throwable stack = stacks ? new Throwable() : null;
    return new Opening(nameOf(thread), System.currentTimeMillis(), stack, NAME_SERVICE);
  }

  /**
   * Notes a descriptor that came up during a look-up. One that a hook has seen meanwhile is not the
   * look-up's; an older entry is of something that native code has closed.
   */
  static void openedByLookUp(int descriptor, long beginMillis, Opening opening) {
    Opening known = openings.get(descriptor);
    if (known == null || known.epochMillis() < beginMillis) {
      openings.set(descriptor, opening);
    }
  }

  /**
   * What an opening calls a thread. Virtual threads mostly have no name; their id is safe to ask
   * for, that class being final.
   */
  public static String nameOf(Thread thread) {
    String name = thread.getName();
    if (name.isEmpty() && thread.getClass() == virtualThread) {
      return "virtual thread #" + thread.getId();
    }
    return name;
  }

  /** Hook: a descriptor is about to be closed. */
  public static void closed(FileDescriptor descriptor) {
    try {
      closed(number(descriptor));
    } catch (Throwable e) {
      suppressed.getAndIncrement();
    }
  }

  /** Hook: several descriptors are about to be closed. */
  public static void closed(int[] descriptors) {
    if (descriptors == null) {
      return;
    }
    for (int i = 0; i < descriptors.length; i++) {
      closed(descriptors[i]);
    }
  }

  /**
   * Hook: a descriptor is about to be closed. Before and not after, because the number is free for
   * another thread as soon as it is closed. The JDK does not close standard streams, it puts {@code
   * /dev/null} there (fileDescriptorClose in io_util_md.c), so they are kept.
   */
  public static void closed(int descriptor) {
    if (descriptor > LAST_STANDARD_STREAM) {
      forget(descriptor);
    }
  }

  private static void forget(int descriptor) {
    try {
      openings.set(descriptor, null);
    } catch (Throwable e) {
      suppressed.getAndIncrement();
    }
  }

  private static int number(FileDescriptor descriptor) {
    ToIntFunction<FileDescriptor> reader = number;
    return descriptor == null || reader == null ? -1 : reader.applyAsInt(descriptor);
  }

  /** The last known birth of a number, {@code null} where none was seen. */
  public static Opening opening(int descriptor) {
    return openings.get(descriptor);
  }

  /** How many errors hooks have swallowed; 0 when all is well. */
  public static long suppressed() {
    return suppressed.get();
  }

  static void suppress() {
    suppressed.getAndIncrement();
  }
}
