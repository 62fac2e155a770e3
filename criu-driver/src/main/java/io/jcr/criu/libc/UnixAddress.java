// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
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
   * Whether a socket for connections is bound to it, without disturbing that one: connecting a
   * socket of another type is refused with {@code EPROTOTYPE} by one that lives, and with {@code
   * ECONNREFUSED} where there is but its file (unix_find_bsd of the kernel's net/unix/af_unix.c).
   */
  public static boolean isListening(byte[] address) throws NativeCallException {
    int probe = Sockets.create(Sockets.UNIX, Sockets.DATAGRAM);
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

  /**
   * Gives the file of a bound socket its permissions, and its owner where this user may: a socket
   * of another owner serves all the same.
   */
  public static void setOwner(byte[] address, int user, int group, int mode)
      throws NativeCallException {
    byte[] path = path(address);
    if (SysStat.lchown(path, user, group) != 0 && Native.getLastError() != Errno.EPERM) {
      throw failed("lchown", path);
    }
    if (SysStat.chmod(path, mode) != 0) {
      throw failed("chmod", path);
    }
  }

  /** Removes the file; that there is none is fine. */
  public static void remove(byte[] address) throws NativeCallException {
    if (SysStat.unlink(path(address)) != 0 && Native.getLastError() != Errno.ENOENT) {
      throw failed("unlink", path(address));
    }
  }

  private static NativeCallException failed(String call, byte[] path) {
    String text = new String(path, 0, path.length - 1, StandardCharsets.UTF_8);
    return new NativeCallException(call, Native.getLastError(), text);
  }

  /** Loads what is called when all other threads are stopped; there is no file without a name. */
  public static void rehearse() {
    SysStat.chmod(new byte[1], 0);
  }
}
