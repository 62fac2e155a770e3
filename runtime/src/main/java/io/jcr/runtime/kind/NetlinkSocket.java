// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A netlink socket.
 *
 * @param inode the socket's inode number
 * @param protocol the number of the netlink family (include/uapi/linux/netlink.h), or {@link
 *     #UNKNOWN_PROTOCOL}
 */
public record NetlinkSocket(long inode, int protocol) implements Kind {

  /** The protocol of a socket that is not bound: the kernel does not list it. */
  public static final int UNKNOWN_PROTOCOL = -1;

  @Override
  public String name() {
    return "netlink";
  }

  @Override
  public String target() {
    return protocol == UNKNOWN_PROTOCOL ? "not bound" : "protocol " + protocol;
  }
}
