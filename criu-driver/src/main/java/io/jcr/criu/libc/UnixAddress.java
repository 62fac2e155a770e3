// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.util.Arrays;

/**
 * What a Unix socket has beyond other sockets (unix(7)): a file for its name, with an owner and
 * permissions, which stays when the socket is gone. An address is {@code struct sockaddr_un}.
 */
public final class UnixAddress {
  private static final int PATH_OFFSET = 2; // offsetof(struct sockaddr_un, sun_path)

  private UnixAddress() {}

  /** Whether it is a path in the file system, and no abstract name. */
  public static boolean isPath(byte[] address) {
    return address.length > PATH_OFFSET && address[PATH_OFFSET] != 0;
  }

  /** The path's bytes, with the NUL at their end. */
  private static byte[] path(byte[] address) {
    int end = PATH_OFFSET;
    while (end < address.length && address[end] != 0) {
      end++;
    }
    return Arrays.copyOf(Arrays.copyOfRange(address, PATH_OFFSET, end), end - PATH_OFFSET + 1);
  }

  /**
   * Whether some socket is bound to it, without disturbing that one: connecting a socket of another
   * type is refused with {@code EPROTOTYPE} by one that lives, and with {@code ECONNREFUSED} where
   * there is but its file (unix_find_bsd of the kernel's net/unix/af_unix.c).
   *
   * @param type of the sockets that are looked for: {@code SOCK_STREAM} or {@code SOCK_SEQPACKET}
   */
  public static boolean isBound(byte[] address, int type) throws NativeCallException {
    int other = type == Sockets.DATAGRAM ? Sockets.STREAM : Sockets.DATAGRAM;
    int probe = Sockets.create(Sockets.UNIX, other);
    try {
      int error =
          SysSocket.connect(probe, address, address.length) == 0 ? 0 : Native.getLastError();
      return error != Errno.ECONNREFUSED && error != Errno.ENOENT;
    } finally {
      Descriptors.close(probe);
    }
  }

  /** Sets the permissions that the file of a socket gets when it is bound, less the umask. */
  public static void setMode(int socket, int mode) throws NativeCallException {
    Check.call(SysStat.fchmod(socket, mode), "fchmod", socket, mode);
  }

  /** Gives the file of a bound socket its owner and permissions. */
  public static void setOwner(byte[] address, int user, int group, int mode)
      throws NativeCallException {
    byte[] path = path(address);
    Check.call(SysStat.lchown(path, user, group), "lchown", user, group);
    Check.call(SysStat.chmod(path, mode), "chmod", mode);
  }

  /** Removes the file; that there is none is fine. */
  public static void remove(byte[] address) throws NativeCallException {
    if (SysStat.unlink(path(address)) != 0 && Native.getLastError() != Errno.ENOENT) {
      throw new NativeCallException("unlink", Native.getLastError());
    }
  }
}
