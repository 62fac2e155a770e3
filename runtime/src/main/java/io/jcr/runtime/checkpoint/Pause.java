// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

/**
 * How long the application stood still, by stages, in nanoseconds of the monotonic clock.
 *
 * @param stop until every thread was suspended, and none ran native code
 * @param scan the table and the plan
 * @param clear until no thread was in the kernel on a descriptor that goes away
 * @param detach the second look, parking and replacing descriptors, writing the plan
 * @param dump CRIU; in a restored life the time in the image, as far as the clock counts it
 * @param reattach bringing descriptors back
 * @param thaw until every thread could go on
 */
public record Pause(
    long stop, long scan, long clear, long detach, long dump, long reattach, long thaw) {

  /** No pause: nothing was stopped. */
  public static final Pause NONE = new Pause(0, 0, 0, 0, 0, 0, 0);

  /** What JCR adds to the time that CRIU takes. */
  public long beyondDump() {
    return stop + scan + clear + detach + reattach + thaw;
  }

  /** {@code stop 2.1, scan 5.0, … ms}. */
  @Override
  public String toString() {
    return "stop "
        + millis(stop)
        + ", scan "
        + millis(scan)
        + ", clear "
        + millis(clear)
        + ", detach "
        + millis(detach)
        + ", dump "
        + millis(dump)
        + ", reattach "
        + millis(reattach)
        + ", thaw "
        + millis(thaw)
        + " ms";
  }

  private static String millis(long nanos) {
    long tenths = nanos / 100_000;
    return tenths / 10 + "." + tenths % 10;
  }

  /** Takes the time of one stage after the other; touches nothing but the clock. */
  static final class Watch {
    private static final int STAGES = 7;

    private final long[] stages = new long[STAGES];
    private int stage;
    private long last = System.nanoTime();

    void next() {
      long now = System.nanoTime();
      stages[stage++] = now - last;
      last = now;
    }

    Pause pause() {
      return new Pause(stages[0], stages[1], stages[2], stages[3], stages[4], stages[5], stages[6]);
    }
  }
}
