// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;

/**
 * Room for one message that carries descriptors (cmsg(3), unix(7)), used again and again: {@code
 * struct msghdr}, {@code struct iovec}, {@code struct cmsghdr} and the bytes, one after the other.
 */
final class RightsMessage {
  private static final int HEADER_SIZE = 56; // struct msghdr on 64 bits
  private static final int VECTOR = 64;
  private static final int CONTROL = 96;
  private static final int CONTROL_HEADER = 16; // struct cmsghdr
  private static final int BYTES = 2048;
  private static final int LARGEST = 1 << 16;

  private final Memory memory = new Memory(BYTES + LARGEST);

  /** Sends bytes and descriptors; the descriptors stay open here. */
  void send(int socket, byte[] bytes, int[] descriptors) throws NativeCallException {
    prepare(bytes.length, descriptors.length);
    memory.write(BYTES, bytes, 0, bytes.length);
    if (descriptors.length > 0) {
      memory.setLong(CONTROL, CONTROL_HEADER + 4L * descriptors.length);
      memory.setInt(CONTROL + 8, SysSocket.SOL_SOCKET);
      memory.setInt(CONTROL + 12, SysSocket.SCM_RIGHTS);
      memory.write(CONTROL + CONTROL_HEADER, descriptors, 0, descriptors.length);
    }
    while (SysSocket.sendmsg(socket, memory, SysSocket.MSG_NOSIGNAL) < 0) {
      int errno = Native.getLastError();
      if (errno != Errno.EINTR) {
        throw new NativeCallException("sendmsg", errno, socket, descriptors.length);
      }
    }
  }

  /** Waits for a message; one without bytes means that the other end is closed. */
  Message receive(int socket) throws NativeCallException {
    prepare(LARGEST, (BYTES - CONTROL - CONTROL_HEADER) / 4);
    long length = SysSocket.recvmsg(socket, memory, SysSocket.MSG_CMSG_CLOEXEC);
    while (length < 0 && Native.getLastError() == Errno.EINTR) {
      length = SysSocket.recvmsg(socket, memory, SysSocket.MSG_CMSG_CLOEXEC);
    }
    if (length < 0) {
      throw new NativeCallException("recvmsg", Native.getLastError(), socket);
    }
    byte[] bytes = new byte[(int) length];
    memory.read(BYTES, bytes, 0, bytes.length);
    return new Message(bytes, descriptors());
  }

  private int[] descriptors() {
    if (memory.getLong(40) < CONTROL_HEADER) {
      return new int[0];
    }
    int[] descriptors = new int[(int) ((memory.getLong(CONTROL) - CONTROL_HEADER) / 4)];
    memory.read(CONTROL + CONTROL_HEADER, descriptors, 0, descriptors.length);
    return descriptors;
  }

  private void prepare(int bytes, int descriptors) {
    memory.clear(HEADER_SIZE);
    memory.setPointer(16, memory.share(VECTOR));
    memory.setLong(24, 1);
    memory.setPointer(VECTOR, memory.share(BYTES));
    memory.setLong(VECTOR + 8, bytes);
    if (descriptors > 0) {
      memory.setPointer(32, memory.share(CONTROL));
      memory.setLong(40, CONTROL_HEADER + align(4L * descriptors));
    }
  }

  private static long align(long length) {
    return (length + 7) & ~7;
  }
}
