// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is done to descriptors by number while every other thread is stopped. None of it allocates
 * outside the Java heap for longer than the call, takes a lock, or makes the JDK's own objects.
 */
public final class Descriptors {
  /** {@code O_*} of fcntl.h that a caller may need. */
  public static final int READ_ONLY = Fcntl.O_RDONLY;

  public static final int WRITE_ONLY = Fcntl.O_WRONLY;
  public static final int CREATE = Fcntl.O_CREAT;
  public static final int EXCLUSIVE = Fcntl.O_EXCL;
  public static final int NON_BLOCKING = Fcntl.O_NONBLOCK;
  public static final int APPEND = Fcntl.O_APPEND;

  private static final int KCMP =
      System.getProperty("os.arch").equals("aarch64") ? 272 : 312; // __NR_kcmp of asm/unistd.h
  private static final int KCMP_FILE = 0; // linux/kcmp.h
  private static final int SMALL_BUFFER = 1 << 10;
  private static final int BUFFER = 1 << 16;
  private static final int PATH_MAX = 1 << 12; // linux/limits.h
  private static final long MOST_AT_ONCE = 1 << 30; // sendfile(2) takes less than 2 GB

  private Descriptors() {}

  /** How many descriptors the process may have ({@code RLIMIT_NOFILE}, getrlimit(2)). */
  public static long limit() throws NativeCallException {
    long[] limits = new long[2]; // struct rlimit: the soft one comes first
    Check.call(SysResource.getrlimit(SysResource.RLIMIT_NOFILE, limits), "getrlimit", "NOFILE");
    return limits[0];
  }

  /** {@code open(2)}, closed on exec. */
  public static int open(String path, int flags, int mode) throws NativeCallException {
    while (true) {
      int number = Fcntl.open(bytes(path), flags | Fcntl.O_CLOEXEC, mode);
      if (number >= 0) {
        return number;
      }
      int errno = Native.getLastError();
      if (errno != Errno.EINTR) {
        throw new NativeCallException("open", errno, path, flags);
      }
    }
  }

  /** A path for a system call: in the encoding that file names came in, with the NUL at its end. */
  static byte[] bytes(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /** Closes it; the number is free afterwards, whatever close(2) says. */
  public static void close(int descriptor) {
    Unistd.close(descriptor);
  }

  /** Makes {@code onto} lead where {@code from} leads; what was there is closed. */
  public static void replace(int onto, int from, boolean closeOnExec) throws NativeCallException {
    int flags = closeOnExec ? Fcntl.O_CLOEXEC : 0;
    while (Unistd.dup3(from, onto, flags) < 0) {
      int errno = Native.getLastError();
      // EBUSY: another thread's open(2) has the number and no file yet (dup(2))
      if (errno != Errno.EINTR && errno != Errno.EBUSY) {
        throw new NativeCallException("dup3", errno, from, onto);
      }
    }
  }

  /** Whether a program that is started does not get it. */
  public static boolean closesOnExec(int descriptor) throws NativeCallException {
    int flags = Fcntl.fcntl(descriptor, Fcntl.F_GETFD, 0);
    return (Check.call(flags, "fcntl", descriptor, "F_GETFD") & Fcntl.FD_CLOEXEC) != 0;
  }

  /** Sets {@code O_NONBLOCK} and its like ({@code F_SETFL}). */
  public static void setStatusFlags(int descriptor, int flags) throws NativeCallException {
    Check.call(Fcntl.fcntl(descriptor, Fcntl.F_SETFL, flags), "fcntl", descriptor, "F_SETFL");
  }

  /** Whether two descriptors of this process share one open file description (kcmp(2)). */
  public static boolean share(int one, int other) throws NativeCallException {
    long process = ProcessHandle.current().pid();
    long result = Unistd.syscall(KCMP, process, process, KCMP_FILE, one, other);
    if (result < 0) {
      throw new NativeCallException("kcmp", Native.getLastError(), one, other);
    }
    return result == 0;
  }

  /** Sets the position in bytes from the beginning. */
  public static void seek(int descriptor, long offset) throws NativeCallException {
    if (Unistd.lseek(descriptor, offset, Unistd.SEEK_SET) < 0) {
      throw new NativeCallException("lseek", Native.getLastError(), descriptor, offset);
    }
  }

  /** Sets the position to the end. */
  public static void seekEnd(int descriptor) throws NativeCallException {
    if (Unistd.lseek(descriptor, 0, Unistd.SEEK_END) < 0) {
      throw new NativeCallException("lseek", Native.getLastError(), descriptor, "SEEK_END");
    }
  }

  /**
   * A socket whose other end is closed: reading gives the end of the file, writing {@code EPIPE},
   * epoll an event. It needs nothing of the host, so it is what stands on a number in an image.
   *
   * @param type {@link Sockets#STREAM} or {@link Sockets#SEQUENTIAL_PACKETS}
   */
  public static int deadSocket(int type) throws NativeCallException {
    int[] pair = new int[2];
    int flags = type | SysSocket.SOCK_CLOEXEC;
    Check.call(
        SysSocket.socketpair(SysSocket.AF_UNIX, flags, 0, pair), "socketpair", "AF_UNIX", type);
    Unistd.close(pair[1]);
    return pair[0];
  }

  /** Where a symbolic link points (readlink(2)), taken for UTF-8. */
  public static String link(String path) throws NativeCallException {
    byte[] target = new byte[SMALL_BUFFER];
    long count = Unistd.readlink(bytes(path), target, target.length);
    if (count == target.length) {
      target = new byte[PATH_MAX];
      count = Unistd.readlink(bytes(path), target, target.length);
    }
    if (count < 0) {
      throw new NativeCallException("readlink", Native.getLastError(), path);
    }
    return new String(target, 0, (int) count, StandardCharsets.UTF_8);
  }

  /** A file in memory, closed on exec, that never had a name (memfd_create(2)). */
  public static int memoryFile(String name) throws NativeCallException {
    int number = SysMman.memfd_create(bytes(name), SysMman.MFD_CLOEXEC);
    return Check.call(number, "memfd_create", name, SysMman.MFD_CLOEXEC);
  }

  /** All that a file holds; made for {@code /proc}, whose files have no size of their own. */
  public static byte[] readAll(String path) throws NativeCallException {
    int descriptor = open(path, READ_ONLY, 0);
    try {
      return readAll(descriptor, path);
    } finally {
      close(descriptor);
    }
  }

  /** JNA copies the whole buffer in and out for each call, so it begins small. */
  private static byte[] readAll(int descriptor, String path) throws NativeCallException {
    byte[] all = new byte[0];
    byte[] buffer = new byte[SMALL_BUFFER];
    while (true) {
      long count = Unistd.read(descriptor, buffer, buffer.length);
      if (count == 0) {
        return all;
      }
      if (count > 0) {
        int length = all.length;
        all = Arrays.copyOf(all, length + (int) count);
        System.arraycopy(buffer, 0, all, length, (int) count);
        if (count > buffer.length / 2 && buffer.length < BUFFER) {
          buffer = new byte[BUFFER];
        }
      } else if (Native.getLastError() != Errno.EINTR) {
        throw new NativeCallException("read", Native.getLastError(), path);
      }
    }
  }

  /** Bytes at an offset, fewer where there are not so many ({@code pread(2)}). */
  public static byte[] readAt(int descriptor, long offset, int length) throws NativeCallException {
    byte[] buffer = new byte[length];
    long count = Unistd.pread(descriptor, buffer, length, offset);
    if (count < 0) {
      throw new NativeCallException("pread", Native.getLastError(), descriptor, length, offset);
    }
    return Arrays.copyOf(buffer, (int) count);
  }

  /** Makes a new file of mode 0600 with that content. */
  public static void writeNew(String path, byte[] content) throws NativeCallException {
    int number = open(path, WRITE_ONLY | CREATE | EXCLUSIVE, 0600);
    try (Descriptor file = new Descriptor(number)) {
      file.write(content);
    }
  }

  /** Makes a new file of mode 0600 with what another one holds now; gives its size. Never waits. */
  public static long copyNew(String from, String path) throws NativeCallException {
    try (Descriptor source = new Descriptor(open(from, READ_ONLY | NON_BLOCKING, 0));
        Descriptor copy = new Descriptor(open(path, WRITE_ONLY | CREATE | EXCLUSIVE, 0600))) {
      long size = 0;
      long count;
      do {
        count = sendSome(copy, source, from);
        size += count;
      } while (count > 0);
      return size;
    }
  }

  private static long sendSome(Descriptor copy, Descriptor source, String from)
      throws NativeCallException {
    while (true) {
      long count = SysSendfile.sendfile(copy.number(), source.number(), MOST_AT_ONCE);
      if (count >= 0) {
        return count;
      }
      if (Native.getLastError() != Errno.EINTR) {
        throw new NativeCallException("sendfile", Native.getLastError(), from);
      }
    }
  }
}
