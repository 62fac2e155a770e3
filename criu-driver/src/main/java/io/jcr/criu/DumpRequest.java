// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One dump of the process that asks.
 *
 * @param folder where CRIU writes; an absolute path, the name of the image until it is complete
 * @param target the name that the keeper gives the folder once CRIU has succeeded
 * @param leaveRunning whether the process goes on afterwards; else it is killed
 * @param tcpClose connections are restored as closed ones; the running process keeps them
 * @param tcpSkipInFlight connections that nobody has accepted stay out of the image
 * @param externalUnixSockets datagram sockets connected to other processes are carried
 * @param fileLocks held locks are taken again at restore
 * @param shellJob session and process group are those of the restoring process
 * @param linkRemap files whose name is gone while another is there get a temporary one
 * @param ghostLimit the largest deleted file that is carried, in bytes
 * @param externals objects that are plugged in at restore, as CRIU's {@code --external} takes them
 * @param logLevel CRIU's verbosity, 0 to 4
 * @param timeout after which CRIU is ended and the dump has failed
 */
public record DumpRequest(
    Path folder,
    Path target,
    boolean leaveRunning,
    boolean tcpClose,
    boolean tcpSkipInFlight,
    boolean externalUnixSockets,
    boolean fileLocks,
    boolean shellJob,
    boolean linkRemap,
    long ghostLimit,
    List<String> externals,
    int logLevel,
    Duration timeout) {

  /** The name of CRIU's log in the image. */
  public static final String LOG = "dump.log";

  public DumpRequest {
    requireNonNull(target, "target is null");
    requireNonNull(timeout, "timeout is null");
    externals = List.copyOf(externals);
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("folder is not absolute: " + folder);
    }
  }
}
