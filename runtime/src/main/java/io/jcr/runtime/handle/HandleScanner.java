// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the table of everything that is open in a process. It holds no state between scans; what it
 * opens itself is closed again and is not in the table.
 */
public final class HandleScanner {
  private static final int LAST_STREAM = 2;

  private final ProcFiles proc;
  private final UnixPeers peers;
  private final ProvenanceSource provenance;
  private final OwnSockets own;
  private final Observer observer;
  private final DeletedNames deletedNames;

  /** A scanner that knows no protocol of a socket that is in none of the kernel's tables. */
  public HandleScanner(ProcFiles proc, UnixPeers peers, ProvenanceSource provenance) {
    this(proc, peers, provenance, OwnSockets.NONE);
  }

  /**
   * A scanner.
   *
   * @param proc the files of the process
   * @param peers asked once for each scan that meets a Unix socket
   * @param provenance asked for every descriptor
   * @param own asked for every socket
   */
  public HandleScanner(
      ProcFiles proc, UnixPeers peers, ProvenanceSource provenance, OwnSockets own) {
    this.proc = requireNonNull(proc, "proc is null");
    this.peers = requireNonNull(peers, "peers is null");
    this.provenance = requireNonNull(provenance, "provenance is null");
    this.own = requireNonNull(own, "own is null");
    this.observer = new Observer(proc);
    this.deletedNames = new DeletedNames(proc);
  }

  /**
   * What is open now. The process may go on meanwhile: each row is true for itself.
   *
   * @throws ProcFormatException a file of {@code /proc} is not what this version of JCR knows
   * @throws IOException a file of {@code /proc} could not be read, or the peers not be asked for
   */
  public HandleTable scan() throws IOException {
    return scan(-1, true);
  }

  /**
   * The same without one descriptor: the caller's own, which is no handle of the application. Runs
   * when all other threads are stopped, so only the first thread is asked who traces it.
   */
  public HandleTable scanWithout(int descriptor) throws IOException {
    return scan(descriptor, false);
  }

  private HandleTable scan(int descriptor, boolean everyThread) throws IOException {
    List<Observation> own = observer.observeAll();
    own.removeIf(observation -> observation.descriptor() == descriptor);
    List<ProcessReader.Child> below = ProcessReader.children(proc, everyThread);
    List<Observation> all = new ArrayList<>(own);
    for (ProcessReader.Child child : below) {
      all.addAll(child.observations().orElse(List.of()));
    }
    PipeEnds pipes = PipeEnds.of(all);
    SocketClassifier sockets = socketClassifier(own, all);
    List<ChildProcess> children = new ArrayList<>();
    for (ProcessReader.Child child : below) {
      children.add(child(child, pipes, sockets));
    }
    List<FileMapping> mappings = mappings();
    return new HandleTable(
        ProcessReader.facts(proc, everyThread),
        NameCaches.mark(handles(own, new Classifier(deletedNames, pipes), sockets), mappings),
        mappings,
        locks(all),
        children);
  }

  /**
   * Whether the process has the same descriptors as when it was scanned, on the same files, at the
   * same offsets. Runs when all other threads are stopped: no lambdas.
   */
  public boolean isStill(HandleTable table, int without) throws IOException {
    Map<Integer, Observation> now = new HashMap<>();
    for (Observation observation : observer.observeAll()) {
      if (observation.descriptor() != without) {
        now.put(observation.descriptor(), observation);
      }
    }
    for (Handle handle : table.handles()) {
      Observation observation = now.remove(handle.descriptor());
      if (observation == null || !isStill(handle, observation)) {
        return false;
      }
    }
    return now.isEmpty();
  }

  private static boolean isStill(Handle handle, Observation observation) {
    FileAttributes attributes = observation.attributes();
    if (handle.kind() instanceof RegularFile file) {
      // A child may share a standard stream, and write on.
      return file.inode() == attributes.inode()
          && (handle.descriptor() <= LAST_STREAM || handle.offset() == observation.info().offset());
    }
    return handle.flags() == observation.info().flags()
        && !(handle.kind() instanceof NameCache cache && cache.inode() != attributes.inode())
        && (!observation.isSocket() || isSocket(handle, attributes.inode()))
        && !(handle.kind() instanceof Pipe pipe && pipe.inode() != attributes.inode())
        && !(handle.kind() instanceof CharacterDevice device
            && !device.path().equals(observation.link()));
  }

  private static boolean isSocket(Handle handle, long inode) {
    Kind kind = handle.kind();
    return (kind instanceof TcpSocket tcp && tcp.inode() == inode)
        || (kind instanceof UdpSocket udp && udp.inode() == inode)
        || (kind instanceof UnixSocket unix && unix.inode() == inode)
        || kind instanceof NetlinkSocket
        || kind instanceof PacketSocket
        || kind instanceof Unsupported;
  }

  private List<Handle> handles(
      List<Observation> observations, Classifier classifier, SocketClassifier sockets)
      throws IOException {
    List<Handle> handles = new ArrayList<>();
    for (Observation observation : observations) {
      Kind kind = kind(observation, classifier, sockets);
      // A socket that was closed before the tables were read is in none of them.
      if (!(kind instanceof Unsupported) || observer.isStill(observation)) {
        handles.add(handle(observation, kind));
      }
    }
    return handles;
  }

  private static Kind kind(
      Observation observation, Classifier classifier, SocketClassifier sockets) {
    return observation.isSocket()
        ? sockets.classify(observation.attributes().inode())
        : classifier.classify(observation);
  }

  /** Nobody has seen who opened its handles. */
  private static ChildProcess child(
      ProcessReader.Child child, PipeEnds pipes, SocketClassifier sockets) throws IOException {
    DeletedNames names = new DeletedNames(child.proc());
    Classifier classifier = new Classifier(names, pipes);
    List<FileMapping> mappings = List.of();
    Optional<List<Handle>> handles = Optional.empty();
    if (child.observations().isPresent()) {
      List<Handle> found = new ArrayList<>();
      for (Observation observation : child.observations().get()) {
        FdInfo info = observation.info();
        Kind kind = kind(observation, classifier, sockets);
        found.add(
            new Handle(
                observation.descriptor(), kind, info.flags(), info.offset(), Optional.empty()));
      }
      handles = Optional.of(found);
      mappings = mappings(child.proc(), names);
    }
    return new ChildProcess(
        child.facts(),
        child.stat().parentId(),
        child.stat().name(),
        child.commandLine(),
        handles,
        mappings);
  }

  /** Questions go by descriptor, so to the process's own sockets only. */
  private SocketClassifier socketClassifier(List<Observation> mine, List<Observation> all)
      throws IOException {
    Map<Long, String> protocols = new HashMap<>();
    for (Observation observation : all) {
      if (observation.isSocket()) {
        protocols.put(observation.attributes().inode(), "");
      }
    }
    Map<Long, TcpSocket> asked = new HashMap<>();
    for (Observation observation : mine) {
      if (observation.isSocket()) {
        ask(observation.descriptor(), observation.attributes().inode(), protocols, asked);
      }
    }
    Map<Long, String> unknown = new HashMap<>(protocols);
    unknown.keySet().removeAll(asked.keySet());
    SocketTables tables = new SocketTablesReader(proc, unknown).read();
    boolean unix = protocols.keySet().stream().anyMatch(tables.unix()::containsKey);
    return new SocketClassifier(protocols, asked, tables, unix ? peers.peers() : Map.of());
  }

  private void ask(
      int descriptor, long inode, Map<Long, String> protocols, Map<Long, TcpSocket> asked) {
    String protocol = own.protocol(descriptor).orElse("");
    protocols.put(inode, protocol);
    if (protocol.equals("TCP") || protocol.equals("TCPv6")) {
      own.tcp(descriptor, inode).ifPresent(socket -> asked.put(inode, socket));
    }
  }

  private Handle handle(Observation observation, Kind kind) {
    int descriptor = observation.descriptor();
    Optional<Provenance> opener = provenance.of(descriptor, kind);
    FdInfo info = observation.info();
    return new Handle(descriptor, kind, info.flags(), info.offset(), opener);
  }

  private List<FileMapping> mappings() throws IOException {
    List<FileMapping> mappings = new ArrayList<>();
    for (FileMapping mapping : mappings(proc, deletedNames)) {
      mappings.add(
          NameService.ofCache(mapping.path()).isPresent()
              ? mapping.openedBy(provenance.ofMapping(mapping.inode()))
              : mapping);
    }
    return mappings;
  }

  /** None of a process that has ended. */
  private static List<FileMapping> mappings(ProcFiles proc, DeletedNames names) throws IOException {
    List<String> lines = proc.linesUnlessGone("maps").orElse(List.of());
    return Mappings.parse(lines).stream()
        .map(names::resolve)
        .map(mapping -> sized(mapping, proc))
        .toList();
  }

  private static FileMapping sized(FileMapping mapping, ProcFiles proc) {
    boolean named = !mapping.deleted() && mapping.path().startsWith("/");
    return named ? mapping.withSize(proc.size(mapping.path())) : mapping;
  }

  /** A description with several numbers shows its locks under each of them. */
  private static List<HeldLock> locks(List<Observation> observations) {
    Set<HeldLock> locks = new LinkedHashSet<>();
    for (Observation observation : observations) {
      for (FileLock lock : observation.info().locks()) {
        FileAttributes file = observation.attributes();
        locks.add(new HeldLock(lock, observation.link(), file.device(), file.inode()));
      }
    }
    return List.copyOf(locks);
  }
}
