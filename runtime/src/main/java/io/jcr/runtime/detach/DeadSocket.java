// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.detach;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.handle.NameService;
import java.util.Optional;

/**
 * What stands in a restored life where a connection to a name service was.
 *
 * @param descriptor its number
 * @param inode the inode number of the dead socket
 * @param peerPath the name of the socket that the connection led to
 */
public record DeadSocket(int descriptor, long inode, String peerPath) {

  public DeadSocket {
    requireNonNull(peerPath, "peerPath is null");
  }

  /**
   * Whether the library forgets such a connection rather than close it. No lambdas: asked inside
   * the stop.
   */
  static boolean isForgotten(String peerPath) {
    Optional<NameService> service = NameService.ofSocket(peerPath);
    return service.isPresent() && service.get().forgetsConnections();
  }

  /** The same after another restore. */
  public DeadSocket withInode(long number) {
    return new DeadSocket(descriptor, number, peerPath);
  }
}
