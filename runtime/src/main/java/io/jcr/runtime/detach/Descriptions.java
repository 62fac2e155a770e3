// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.CacheReopening;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.FileReopening;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.Reopening;
import io.jcr.runtime.kind.SocketReopening;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.UnixSocketReopening;
import io.jcr.runtime.plan.Plan;
import io.jcr.runtime.plan.PlannedHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what is to be taken away, and notes what is needed to bring it back; changes nothing. */
final class Descriptions {
  private final HandleTable table;

  Descriptions(HandleTable table) {
    this.table = table;
  }

  List<Description> of(Plan plan) throws NativeCallException {
    List<List<PlannedHandle>> groups = new ArrayList<>();
    for (PlannedHandle planned : plan.handles()) {
      if (planned.isDetached()) {
        groupOf(planned, groups).add(planned);
      }
    }
    List<Description> descriptions = new ArrayList<>();
    for (List<PlannedHandle> group : groups) {
      descriptions.add(describe(group));
    }
    return descriptions;
  }

  /** Only descriptors of one kind and target can share a description. */
  private static List<PlannedHandle> groupOf(
      PlannedHandle planned, List<List<PlannedHandle>> groups) throws NativeCallException {
    for (List<PlannedHandle> group : groups) {
      Handle first = group.get(0).handle();
      if (first.kind().equals(planned.handle().kind())
          && Descriptors.share(first.descriptor(), planned.handle().descriptor())) {
        return group;
      }
    }
    List<PlannedHandle> group = new ArrayList<>();
    groups.add(group);
    return group;
  }

  private Description describe(List<PlannedHandle> group) throws NativeCallException {
    PlannedHandle first = group.get(0);
    List<Description.Entry> entries = new ArrayList<>();
    List<Description.Watch> watches = new ArrayList<>();
    for (PlannedHandle planned : group) {
      int descriptor = planned.handle().descriptor();
      entries.add(new Description.Entry(descriptor, Descriptors.closesOnExec(descriptor)));
      addWatches(descriptor, watches);
    }
    return new Description(entries, first, reopening(first), watches);
  }

  /** A cache of the name service is closed, but not by a dead socket. */
  private static Optional<Reopening> reopening(PlannedHandle planned) throws NativeCallException {
    Handle handle = planned.handle();
    if (planned.action() == Action.REOPEN) {
      return Optional.of(reopening(handle));
    }
    return handle.kind() instanceof NameCache
        ? Optional.of(new CacheReopening())
        : Optional.empty();
  }

  private void addWatches(int descriptor, List<Description.Watch> watches) {
    for (Handle handle : table.handles()) {
      if (handle.kind() instanceof Epoll epoll) {
        for (Epoll.Interest interest : epoll.interests()) {
          if (interest.descriptor() == descriptor) {
            watches.add(
                new Description.Watch(
                    handle.descriptor(), descriptor, interest.events(), interest.data()));
          }
        }
      }
    }
  }

  private static Reopening reopening(Handle handle) throws NativeCallException {
    Kind kind = handle.kind();
    if (kind instanceof RegularFile file) {
      return FileReopening.of(file, handle.flags(), handle.offset());
    }
    if (kind instanceof Pipe pipe) {
      return FileReopening.of(pipe.path(), handle.flags());
    }
    if (kind instanceof CharacterDevice device) {
      return FileReopening.of(device.path(), handle.flags());
    }
    if (kind instanceof TcpSocket) {
      return SocketReopening.listening(handle.descriptor(), handle.flags());
    }
    if (kind instanceof UnixSocket socket) {
      return UnixSocketReopening.of(handle.descriptor(), socket, handle.flags());
    }
    if (kind instanceof UdpSocket) {
      return SocketReopening.datagram(handle.descriptor(), handle.flags());
    }
    throw new IllegalStateException("the planner reopens no " + kind.name());
  }
}
