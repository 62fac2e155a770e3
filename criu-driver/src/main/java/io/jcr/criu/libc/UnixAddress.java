// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a Unix socket has beyond other sockets (unix(7)): a file for its name, with an owner and
 * permissions, which stays when the socket is gone. An address is {@code struct sockaddr_un}.
 */
public final class UnixAddress {
  private static final int PATH_OFFSET = 2; // offsetof(struct sockaddr_un, sun_path)
  private static final int S_IFMT = 0170000; // sys/stat.h
  private static final int S_IFSOCK = 0140000;

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

  /**
   * Binds a socket to a path, whose file gets the permissions. They are the socket's less the umask
   * (unix_bind_bsd of the kernel's net/unix/af_unix.c), which is out of the way meanwhile: to be
   * called when all other threads are stopped. To set them by the path would follow a link that
   * somebody else has put there.
   */
  public static void bind(int socket, byte[] address, int mode) throws NativeCallException {
    Check.call(SysStat.fchmod(socket, mode), "fchmod", socket, mode);
    int umask = SysStat.umask(0);
    try {
      Sockets.bind(socket, address);
    } finally {
      SysStat.umask(umask);
    }
  }

  /**
   * Gives the file of a bound socket its owner where this user may: a socket of another owner
   * serves all the same. What is no socket any more is left alone.
   */
  public static void setOwner(byte[] address, int user, int group) throws NativeCallException {
    byte[] path = path(address);
    int file = Fcntl.open(path, Fcntl.O_PATH | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC, 0);
    if (file < 0) {
      throw failed("open", path);
    }
    try {
      if (isSocket("/proc/self/fd/" + file)
          && Unistd.fchown(file, user, group) != 0
          && Native.getLastError() != Errno.EPERM) {
        throw failed("fchownat", path);
      }
    } finally {
      Unistd.close(file);
    }
  }

  /** Whether a path is that of a socket's file; of a link, as the options say. */
  public static boolean isSocket(String path, LinkOption... options) {
    try {
      int mode = (Integer) Files.getAttribute(Path.of(path), "unix:mode", options);
      return (mode & S_IFMT) == S_IFSOCK;
    } catch (IOException | InvalidPathException none) {
      return false;
    }
  }

  /** Removes the file; that there is none is fine. */
  public static void remove(byte[] address) throws NativeCallException {
    if (Unistd.unlink(path(address)) != 0 && Native.getLastError() != Errno.ENOENT) {
      throw failed("unlink", path(address));
    }
  }

  private static NativeCallException failed(String call, byte[] path) {
    String text = new String(path, 0, path.length - 1, StandardCharsets.UTF_8);
    return new NativeCallException(call, Native.getLastError(), text);
  }

  /** Loads what is called when all other threads are stopped; there is no file without a name. */
  public static void rehearse() {
    Unistd.unlink(new byte[1]);
    SysStat.fchmod(-1, 0);
  }
}
