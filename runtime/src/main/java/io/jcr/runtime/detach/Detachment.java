// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.criu.Dump;
import io.jcr.criu.DumpOutcome;
import io.jcr.criu.VaultException;
import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.Epolls;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.libc.Sockets;
import io.jcr.criu.libc.UnixAddress;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.CacheReopening;
import io.jcr.runtime.kind.Moves;
import io.jcr.runtime.plan.CacheCopy;
import io.jcr.runtime.plan.Plan;
import io.jcr.runtime.plan.PlannedHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is taken away from CRIU for one dump. Every number keeps something on it all the time, so
 * that no other thread can get it: a dead socket while CRIU works.
 */
public final class Detachment {
  private static final int NO_DESCRIPTOR = -1;

  private final List<Description> descriptions;
  private final List<CacheCopy> caches;
  private final List<Description> away = new ArrayList<>();
  private final List<Description.Watch> removed = new ArrayList<>();

  private Detachment(List<Description> descriptions, List<CacheCopy> caches) {
    this.descriptions = descriptions;
    this.caches = caches;
  }

  /** Notes all that will be needed; changes nothing. */
  public static Detachment of(Plan plan, HandleTable table) throws NativeCallException {
    return new Detachment(new Descriptions(table).of(plan), plan.caches());
  }

  /**
   * Loads what only taking away and bringing back uses, and what a restored life does first. Gives
   * what failed for each handle, which is nothing that anybody need know.
   */
  public static List<Loss> rehearse(Plan plan) throws NativeCallException {
    UnixAddress.rehearse();
    Caches.rehearse(plan.caches());
    rehearseDead();
    Epolls.remove(NO_DESCRIPTOR, NO_DESCRIPTOR);
    List<Loss> losses = new ArrayList<>();
    try {
      Epolls.add(NO_DESCRIPTOR, NO_DESCRIPTOR, 0, 0);
    } catch (NativeCallException e) {
      for (PlannedHandle planned : plan.handles()) {
        losses.add(Loss.in(DumpOutcome.RESTORED, planned, e));
      }
    }
    return losses;
  }

  private static void rehearseDead() throws NativeCallException {
    int socket = Descriptors.deadSocket(Sockets.SEQUENTIAL_PACKETS);
    Descriptors.close(socket);
    Descriptors.close(new CacheReopening().open(Moves.NONE));
  }

  /** The entries that will not lead where they lead. */
  public Set<Integer> descriptors() {
    Set<Integer> descriptors = new TreeSet<>();
    for (Description description : descriptions) {
      for (Description.Entry entry : description.entries()) {
        descriptors.add(entry.descriptor());
      }
    }
    return descriptors;
  }

  /** How many open file descriptions are taken away. */
  public int count() {
    return descriptions.size();
  }

  /** Whether the caches are mapped where they were when this was made. */
  public boolean cachesAreStill() throws IOException {
    return Caches.areStill(caches);
  }

  /** Parks them all in the vault, before any is taken away. */
  public void park(Dump dump) throws VaultException {
    int[] first = new int[descriptions.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = descriptions.get(i).first();
    }
    dump.park(first);
  }

  /**
   * Takes them away, and puts copies in the place of caches. What was taken before a failure is
   * brought back by {@link #reattach}.
   */
  public void detach() throws IOException {
    if (!descriptions.isEmpty()) {
      int stream = Descriptors.deadSocket(Sockets.STREAM);
      int packets = Descriptors.deadSocket(Sockets.SEQUENTIAL_PACKETS);
      try {
        for (Description description : descriptions) {
          away.add(description);
          takeAway(description, description.isOfPackets() ? packets : stream);
        }
      } finally {
        Descriptors.close(stream);
        Descriptors.close(packets);
      }
    }
    Caches.replace(caches);
  }

  private void takeAway(Description description, int placeholder) throws NativeCallException {
    for (Description.Watch watch : description.watches()) {
      // An instance may also watch what had this number before: that stays as it is.
      if (Epolls.remove(watch.epoll(), watch.descriptor())) {
        removed.add(watch);
      }
    }
    for (Description.Entry entry : description.entries()) {
      Descriptors.replace(entry.descriptor(), placeholder, entry.closeOnExec());
    }
  }

  /**
   * Brings them back: the very same ones, or in a restored life new ones.
   *
   * @param moves where a restored life wants its addresses
   * @return what could not be brought back; the dead socket stays there
   */
  public List<Loss> reattach(DumpOutcome outcome, Dump dump, Moves moves) {
    List<Loss> losses = new ArrayList<>();
    int[] kept = outcome == DumpOutcome.RESTORED ? new int[0] : fetch(dump, losses);
    for (int i = away.size() - 1; i >= 0; i--) {
      Description description = away.get(i);
      try {
        // Without the vault even this life can only have it anew.
        int source = i < kept.length ? kept[i] : anew(description, moves);
        bringBack(description, source);
      } catch (NativeCallException | RuntimeException e) {
        losses.add(Loss.in(outcome, description.planned(), e));
      }
    }
    for (int i = away.size(); i < kept.length; i++) {
      Descriptors.close(kept[i]);
    }
    return losses;
  }

  private int[] fetch(Dump dump, List<Loss> losses) {
    try {
      return dump.fetch();
    } catch (VaultException e) {
      for (Description description : away) {
        if (description.reopening().isEmpty()) {
          losses.add(Loss.in(DumpOutcome.CONTINUED, description.planned(), e));
        }
      }
      return new int[0];
    }
  }

  /** -1 where it stays closed. */
  private static int anew(Description description, Moves moves) throws NativeCallException {
    return description.reopening().isEmpty() ? -1 : description.reopening().get().open(moves);
  }

  private void bringBack(Description description, int source) throws NativeCallException {
    if (source >= 0) {
      try {
        for (Description.Entry entry : description.entries()) {
          Descriptors.replace(entry.descriptor(), source, entry.closeOnExec());
        }
      } finally {
        Descriptors.close(source);
      }
    }
    // A dead socket is watched as well: its reader is to learn that it is at its end.
    for (Description.Watch watch : description.watches()) {
      if (removed.contains(watch)) {
        Epolls.add(watch.epoll(), watch.descriptor(), watch.events(), watch.data());
      }
    }
  }
}
