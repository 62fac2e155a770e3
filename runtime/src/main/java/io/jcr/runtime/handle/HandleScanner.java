// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the table of everything that is open in a process. It holds no state between scans; what it
 * opens itself is closed again and is not in the table.
 */
public final class HandleScanner {
  private final ProcFiles proc;
  private final UnixPeers peers;
  private final ProvenanceSource provenance;
  private final SocketNames names;
  private final Observer observer;
  private final DeletedNames deletedNames;

  /** A scanner that knows no protocol of a socket that is in none of the kernel's tables. */
  public HandleScanner(ProcFiles proc, UnixPeers peers, ProvenanceSource provenance) {
    this(proc, peers, provenance, SocketNames.NONE);
  }

  /**
   * A scanner.
   *
   * @param proc the files of the process
   * @param peers asked once for each scan that meets a Unix socket
   * @param provenance asked for every descriptor
   * @param names asked for every socket
   */
  public HandleScanner(
      ProcFiles proc, UnixPeers peers, ProvenanceSource provenance, SocketNames names) {
    this.proc = requireNonNull(proc, "proc is null");
    this.peers = requireNonNull(peers, "peers is null");
    this.provenance = requireNonNull(provenance, "provenance is null");
    this.names = requireNonNull(names, "names is null");
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
    return scanWithout(-1);
  }

  /** The same without one descriptor: the caller's own, which is no handle of the application. */
  public HandleTable scanWithout(int descriptor) throws IOException {
    List<Observation> observations = observer.observeAll();
    observations.removeIf(observation -> observation.descriptor() == descriptor);
    return new HandleTable(
        ProcessReader.facts(proc),
        handles(observations),
        mappings(),
        locks(observations),
        ProcessReader.children(proc));
  }

  private List<Handle> handles(List<Observation> observations) throws IOException {
    Classifier classifier = new Classifier(deletedNames, PipeEnds.of(observations));
    SocketClassifier sockets = socketClassifier(observations);
    List<Handle> handles = new ArrayList<>();
    for (Observation observation : observations) {
      Kind kind =
          observation.isSocket()
              ? sockets.classify(observation.attributes().inode())
              : classifier.classify(observation);
      // A socket that was closed before the tables were read is in none of them.
      if (!(kind instanceof Unsupported) || observer.isStill(observation)) {
        handles.add(handle(observation, kind));
      }
    }
    return handles;
  }

  private SocketClassifier socketClassifier(List<Observation> observations) throws IOException {
    Map<Long, String> protocols = new HashMap<>();
    for (Observation observation : observations) {
      if (observation.isSocket()) {
        String protocol = names.protocol(observation.descriptor()).orElse("");
        protocols.put(observation.attributes().inode(), protocol);
      }
    }
    SocketTables tables = new SocketTablesReader(proc, protocols).read();
    boolean unix = protocols.keySet().stream().anyMatch(tables.unix()::containsKey);
    return new SocketClassifier(protocols, tables, unix ? peers.peers() : Map.of());
  }

  private Handle handle(Observation observation, Kind kind) {
    int descriptor = observation.descriptor();
    Optional<Provenance> opener = provenance.of(descriptor, kind);
    FdInfo info = observation.info();
    return new Handle(descriptor, kind, info.flags(), info.offset(), opener);
  }

  private List<FileMapping> mappings() throws IOException {
    return Mappings.parse(proc.lines("maps")).stream().map(deletedNames::resolve).toList();
  }

  /** A description with several numbers shows its locks under each of them. */
  private static List<FileLock> locks(List<Observation> observations) {
    return observations.stream()
        .flatMap(observation -> observation.info().locks().stream())
        .distinct()
        .toList();
  }
}
