// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UnixSocket;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The standard streams that the restoring process replaces by its own. The keys are those of CRIU's
 * {@code --inherit-fd} (criu(8); the names of descriptors in its files-reg.c, pipes.c, sk-unix.c
 * and tty.c): the image knows one thing under one key, whichever descriptors lead to it.
 *
 * <p>The terminal of a shell job has no key: CRIU puts its own standard input there (tty.c, {@code
 * --shell-job}), and given a key it restores nothing. Other than files, pipes and sockets, a
 * terminal is replaced by a terminal only, since CRIU sets its parameters.
 */
final class Streams {
  private static final int LAST = 2;

  /** Of streams that are one and the same, standard output tells where it leads. */
  private static final List<Integer> PREFERENCE = List.of(1, 2, 0);

  private final Map<String, Handle> replaced;
  private final boolean shellJob;

  private Streams(Map<String, Handle> replaced, boolean shellJob) {
    this.replaced = replaced;
    this.shellJob = shellJob;
  }

  static Streams of(HandleTable table) {
    Map<String, Handle> replaced = new LinkedHashMap<>();
    for (int descriptor : PREFERENCE) {
      table
          .handle(descriptor)
          .ifPresent(
              handle -> key(handle.kind()).ifPresent(key -> replaced.putIfAbsent(key, handle)));
    }
    return new Streams(replaced, OptionsPlanner.isShellJob(table.process()));
  }

  /** What the launcher plugs, by descriptor; one for each key. */
  List<StreamPlug> plugs() {
    return replaced.entrySet().stream()
        .filter(entry -> hasKey(entry.getValue()))
        .map(entry -> new StreamPlug(entry.getValue().descriptor(), entry.getKey()))
        .sorted(Comparator.comparingInt(StreamPlug::descriptor))
        .toList();
  }

  /** What CRIU must be told at the dump, since it could not restore it by itself. */
  List<String> externals() {
    return replaced.values().stream()
        .filter(this::hasKey)
        .flatMap(handle -> external(handle.kind()).stream())
        .toList();
  }

  /** What the user should know of them. */
  List<String> warnings() {
    return replaced.values().stream()
        .filter(handle -> handle.kind() instanceof Terminal)
        .map(handle -> handle.describe() + ": the image can be restored from a terminal only")
        .toList();
  }

  /** Whether a handle is a standard stream that is replaced. */
  boolean isReplaced(Handle handle) {
    return handle.descriptor() <= LAST && leadsToReplaced(handle);
  }

  /** Whether a handle leads where such a stream leads, and is replaced with it. */
  boolean leadsToReplaced(Handle handle) {
    return key(handle.kind()).filter(replaced::containsKey).isPresent();
  }

  private boolean hasKey(Handle handle) {
    return !shellJob || !(handle.kind() instanceof Terminal);
  }

  private static Optional<String> key(Kind kind) {
    if (kind instanceof Pipe pipe) {
      return pipeKey(pipe);
    }
    if (kind instanceof RegularFile file) {
      return pathKey(file.path());
    }
    if (kind instanceof Terminal terminal) {
      return Optional.of(terminalKey(terminal));
    }
    if (kind instanceof UnixSocket socket && leadsToParent(socket)) {
      return Optional.of("socket:[" + socket.inode() + "]");
    }
    return Optional.empty();
  }

  private static Optional<String> pipeKey(Pipe pipe) {
    if (pipe.insideProcess()) {
      return Optional.empty();
    }
    return pipe.path().isEmpty()
        ? Optional.of("pipe:[" + pipe.inode() + "]")
        : pathKey(pipe.path());
  }

  /** CRIU's paths have no slash at their start. */
  private static Optional<String> pathKey(String path) {
    return path.length() > 1 && path.startsWith("/") && path.indexOf('\n') < 0
        ? Optional.of(path.substring(1))
        : Optional.empty();
  }

  private static String terminalKey(Terminal terminal) {
    return "tty["
        + Long.toHexString(terminal.rawDevice())
        + ":"
        + Long.toHexString(terminal.device())
        + "]";
  }

  private static boolean leadsToParent(UnixSocket socket) {
    return UnixDefaults.leadsOutside(socket) && socket.type().equals("stream");
  }

  private static Optional<String> external(Kind kind) {
    if (kind instanceof Terminal terminal) {
      return Optional.of(terminalKey(terminal));
    }
    return kind instanceof UnixSocket socket
        ? Optional.of("unix[" + socket.inode() + "]")
        : Optional.empty();
  }
}
