// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.FileLock;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.HeldLock;
import io.jcr.runtime.handle.ProcessFacts;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.handle.Tracer;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Builds tables: a process 100 that leads its session, plus what is added. */
final class Tables {
  static final String COUNTERS = "/tmp/hsperfdata_app/100";
  static final String CHUNK = "/tmp/2025_01_02_03_04_05_100/2025_01_02_03_04_05.jfr";
  static final Platform PLATFORM =
      new Platform(
          "amd64",
          Optional.of("5.6"),
          List.of("avx2"),
          List.of(
              new KeptFile("/opt/jdk/lib/server/libjvm.so", 20_000),
              new KeptFile("/opt/jdk/lib/modules", 100_000)),
          Optional.of(new JdkBuild("/opt/jdk/lib/server/libjvm.so", "0123abcd")),
          List.of(Pattern.compile("/var/log/gc\\.log")));

  private final List<Handle> handles = new ArrayList<>();
  private final List<FileMapping> mappings = new ArrayList<>();
  private final List<HeldLock> locks = new ArrayList<>();
  private final List<ChildProcess> children = new ArrayList<>();
  private ProcessFacts process = process(100, 100, 100, Optional.empty());

  static ProcessFacts process(long id, long session, long group, Optional<Tracer> tracer) {
    return new ProcessFacts(id, session, group, List.of(id, 101L, 102L), tracer, 0, 0);
  }

  /** Each is alone on a file system of its own. */
  static Kind file(String path) {
    return new RegularFile(path, 1000, device(path), 1, false, Instant.EPOCH);
  }

  private static long device(String path) {
    return path.hashCode();
  }

  static Kind deleted(String path, long size) {
    return new RegularFile(path, size, 1, true);
  }

  static Kind outerPipe(long inode) {
    return new Pipe(inode, "", false, false);
  }

  static Kind listening(String local) {
    return new TcpSocket(1, "LISTEN", local, local.startsWith("[") ? "[::]:0" : "0.0.0.0:0");
  }

  static Kind connection(String state) {
    return new TcpSocket(2, state, "10.0.0.1:40000", "10.0.0.5:5432");
  }

  static Kind external(String type, String peerPath) {
    return new UnixSocket(30, type, false, true, "", 31, peerPath, false);
  }

  static HeldLock lockOf(FileLock.Type type, String path) {
    return new HeldLock(new FileLock(type, true, 0, 0), path, device(path), 1);
  }

  Tables process(ProcessFacts facts) {
    process = facts;
    return this;
  }

  Tables open(int descriptor, Kind kind) {
    return open(descriptor, kind, 0);
  }

  Tables open(int descriptor, Kind kind, int flags) {
    handles.add(new Handle(descriptor, kind, flags, 0, Optional.empty()));
    return this;
  }

  Tables openedBy(int descriptor, Kind kind, String thread, StackTraceElement... stack) {
    Provenance provenance =
        new Provenance(thread, Instant.parse("2025-01-02T03:04:05Z"), List.of(stack), false);
    handles.add(new Handle(descriptor, kind, 0, 0, Optional.of(provenance)));
    return this;
  }

  Tables map(String path, boolean deleted, long bytes) {
    mappings.add(mapping(path, deleted, bytes, 7));
    return this;
  }

  private static FileMapping mapping(String path, boolean deleted, long bytes, long inode) {
    return mapping(path, deleted, true, bytes, inode, OptionalLong.empty());
  }

  private static FileMapping mapping(
      String path, boolean deleted, boolean shared, long bytes, long inode, OptionalLong size) {
    FileMapping.Range range = new FileMapping.Range(0x10000, 0x10000 + bytes, 0, 1);
    return new FileMapping(path, deleted, shared, List.of(range), inode, size, Optional.empty());
  }

  /** A mapped file that has a name. */
  Tables mapFile(String path, long size) {
    mappings.add(mapped(path, false, size));
    return this;
  }

  static FileMapping mapped(String path, boolean shared, long size) {
    return mapping(path, false, shared, 4096, 7, OptionalLong.of(size));
  }

  /** The same, for reading and writing by {@code MAP_SHARED}. */
  static FileMapping writable(String path, long size) {
    FileMapping.Range range = new FileMapping.Range(0x10000, 0x11000, 0, 3);
    return new FileMapping(
        path, false, true, List.of(range), 7, OptionalLong.of(size), Optional.empty());
  }

  Tables childWith(long id, FileMapping... mapped) {
    return child(id, "child", Optional.of(List.of()), List.of(mapped));
  }

  Tables lock(HeldLock lock) {
    locks.add(lock);
    return this;
  }

  Tables lock(FileLock.Type type, String path) {
    locks.add(lockOf(type, path));
    return this;
  }

  Tables child(long id, String name, Handle... open) {
    return child(id, name, Optional.of(List.of(open)));
  }

  Tables childJvm(long id, String counters) {
    return child(id, "java", Optional.of(List.of()), List.of(mapping(counters, false, 32768, 8)));
  }

  Tables child(long id, String name, Optional<List<Handle>> open) {
    return child(id, name, open, List.of());
  }

  private Tables child(
      long id, String name, Optional<List<Handle>> open, List<FileMapping> mapped) {
    ProcessFacts facts =
        new ProcessFacts(id, 100, 100, List.of(id, id + 1), Optional.empty(), 0, 0);
    children.add(new ChildProcess(facts, process.processId(), name, name + " -x", open, mapped));
    return this;
  }

  static Handle handle(int descriptor, Kind kind) {
    return new Handle(descriptor, kind, 0, 0, Optional.empty());
  }

  HandleTable table() {
    return new HandleTable(process, handles, mappings, locks, children);
  }
}
