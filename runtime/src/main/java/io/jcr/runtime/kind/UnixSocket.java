// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A Unix domain socket.
 *
 * @param inode the socket's inode number
 * @param type {@code stream}, {@code dgram} or {@code seqpacket}
 * @param listening whether it accepts connections
 * @param connected whether it has a peer; a peer that has closed its end is none
 * @param path its own name, {@code @...} for an abstract one, empty for none
 * @param peerInode the peer's inode number; 0 where there is none or it is unknown, -1 where it
 *     waits to be accepted
 * @param peerPath the peer's name, empty for none
 * @param peerInside whether the peer is held by the process itself, or by one below it
 */
public record UnixSocket(
    long inode,
    String type,
    boolean listening,
    boolean connected,
    String path,
    long peerInode,
    String peerPath,
    boolean peerInside)
    implements Kind {

  /** Whether the other side belongs to another process. */
  public boolean isExternal() {
    return connected && !peerInside;
  }

  @Override
  public String name() {
    return "unix";
  }

  @Override
  public String target() {
    String own = path.isEmpty() ? "socket:[" + inode + "]" : path;
    if (listening) {
      return type + " " + own + " LISTEN";
    }
    if (!connected) {
      return type + " " + own;
    }
    return type + " " + own + " -> " + (peerPath.isEmpty() ? peer() : peerPath);
  }

  private String peer() {
    return peerInode < 0 ? "one that waits to be accepted" : "socket:[" + peerInode + "]";
  }
}
