// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been opened in this JVM since a moment, by the table of handles. */
final class NewHandles implements Closeable {
  private final Set<Integer> before = new HashSet<>();
  private final Deque<Closeable> kept = new ArrayDeque<>();

  NewHandles() throws Exception {
    // What the JDK opens once and keeps is open after this.
    Selector.open().close();
    DatagramChannel.open().close();
    scan().handles().forEach(handle -> before.add(handle.descriptor()));
  }

  /** Keeps a resource open until the end of the test. */
  <T extends Closeable> T keep(T resource) {
    kept.push(resource);
    return resource;
  }

  @Override
  public void close() throws IOException {
    while (!kept.isEmpty()) {
      kept.pop().close();
    }
  }

  List<Handle> all() throws Exception {
    return in(scan());
  }

  List<Kind> kinds() throws Exception {
    return all().stream().map(Handle::kind).toList();
  }

  /** The only new handle. */
  Handle single() throws Exception {
    List<Handle> handles = all();
    if (handles.size() != 1) {
      throw new AssertionError(handles);
    }
    return handles.get(0);
  }

  /** The new rows of a table, but for what the JVM opens at any time. */
  List<Handle> in(HandleTable table) {
    return table.handles().stream()
        .filter(handle -> contains(handle.descriptor()))
        .filter(handle -> !isOpenedByJvm(handle.kind().target()))
        .toList();
  }

  /** It loads classes, and looks at the limits of its container (cgroupSubsystem_linux.cpp). */
  private static boolean isOpenedByJvm(String target) {
    return target.endsWith(".jar") || target.startsWith("/sys/fs/cgroup/");
  }

  boolean contains(int descriptor) {
    return !before.contains(descriptor);
  }

  static HandleTable scan() throws Exception {
    return scanner(JdkCalls.self()).scan();
  }

  static HandleScanner scanner(ProcFiles proc) {
    return new HandleScanner(proc, Map::of, (descriptor, kind) -> Optional.empty());
  }

  static HandleScanner scanner(UnixPeers peers, OwnSockets names) {
    return new HandleScanner(JdkCalls.self(), peers, (descriptor, kind) -> Optional.empty(), names);
  }

  static long device(Path file) throws Exception {
    return (Long) Files.getAttribute(file, "unix:dev");
  }

  static long inode(Path file) throws Exception {
    return (Long) Files.getAttribute(file, "unix:ino");
  }
}
