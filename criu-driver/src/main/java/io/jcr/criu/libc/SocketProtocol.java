// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The kernel's name of a socket's protocol: {@code TCP}, {@code UDPv6}, {@code UNIX-STREAM}, {@code
 * ALG}. It is the extended attribute {@code system.sockprotoname} (net/socket.c), the only source
 * for sockets that no table in {@code /proc/net} lists.
 */
public final class SocketProtocol {
  private static final byte[] NAME = Descriptors.bytes("system.sockprotoname");
  private static final int LONGEST_NAME = 256;

  private SocketProtocol() {}

  /** The protocol of the socket on {@code descriptor} of this process, where the kernel says it. */
  public static Optional<String> of(int descriptor) {
    byte[] value = new byte[LONGEST_NAME];
    byte[] path = Descriptors.bytes("/proc/self/fd/" + descriptor);
    long length = SysXattr.getxattr(path, NAME, value, value.length);
    if (length <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new String(value, 0, (int) length, StandardCharsets.US_ASCII).replace("\0", ""));
  }
}
