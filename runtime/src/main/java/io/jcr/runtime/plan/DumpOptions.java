// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What CRIU is told at the dump, by the names of its options (criu(8)).
 *
 * @param tcpClose TCP connections are closed in the restored process
 * @param tcpSkipInFlight connections that nobody accepted yet are left out
 * @param externalUnixSockets datagram sockets to other processes are carried
 * @param fileLocks held file locks are carried
 * @param shellJob session or process group are those of the restoring process
 * @param linkRemap a deleted file that has another name gets a name again
 * @param ghostLimit the size in bytes up to which a deleted file travels in the image
 * @param externals what the restore gets from outside: {@code tty[...]}, {@code unix[...]}
 */
public record DumpOptions(
    boolean tcpClose,
    boolean tcpSkipInFlight,
    boolean externalUnixSockets,
    boolean fileLocks,
    boolean shellJob,
    boolean linkRemap,
    long ghostLimit,
    List<String> externals) {

  public DumpOptions {
    externals = List.copyOf(externals);
    if (ghostLimit < 0) {
      throw new IllegalArgumentException("ghostLimit is " + ghostLimit);
    }
  }

  /**
   * The arguments of {@code criu restore} for an image dumped so. In-flight connections, ghost
   * limit, link remap and externals concern the dump alone.
   */
  public List<String> restoreArguments() {
    List<String> arguments = new ArrayList<>();
    addIf(tcpClose, "--tcp-close", arguments);
    addIf(externalUnixSockets, "--ext-unix-sk", arguments);
    addIf(fileLocks, "--file-locks", arguments);
    addIf(shellJob, "--shell-job", arguments);
    return List.copyOf(arguments);
  }

  private static void addIf(boolean given, String argument, List<String> arguments) {
    if (given) {
      arguments.add(argument);
    }
  }
}
