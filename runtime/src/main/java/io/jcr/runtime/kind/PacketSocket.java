// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A packet socket (packet(7)).
 *
 * @param inode the socket's inode number
 */
public record PacketSocket(long inode) implements Kind {

  @Override
  public String name() {
    return "packet";
  }

  @Override
  public String target() {
    return "socket:[" + inode + "]";
  }
}
