// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.util.Map;

/**
 * The other ends of the Unix sockets of the network namespace, which {@code /proc} does not tell.
 */
@FunctionalInterface
public interface UnixPeers {

  /**
   * The inode number of each connected socket's peer ({@code UNIX_DIAG_PEER} of linux/unix_diag.h),
   * by the inode number of the socket. A peer of 0 means that the other end has been closed, one of
   * -1 that it waits to be accepted. A socket that is missing from the map has a peer that is not
   * known, if it is connected.
   *
   * @throws IOException the kernel did not answer
   */
  Map<Long, Long> peers() throws IOException;
}
