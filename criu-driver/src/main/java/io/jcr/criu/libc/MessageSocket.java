// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** One end of a connected pair of sockets that keep message boundaries (unix(7)). */
public final class MessageSocket implements AutoCloseable {
  /** A reply of CRIU's is a few hundred bytes; an error text is at most one log line. */
  private static final int LARGEST_MESSAGE = 1 << 16;

  private final Descriptor descriptor;

  private MessageSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Both ends, closed on exec. */
  public static MessageSocket[] pair() throws NativeCallException {
    int[] pair = new int[2];
    int type = SysSocket.SOCK_SEQPACKET | SysSocket.SOCK_CLOEXEC;
    Check.call(
        SysSocket.C.socketpair(SysSocket.AF_UNIX, type, 0, pair), "socketpair", "AF_UNIX", type);
    return new MessageSocket[] {
      new MessageSocket(new Descriptor(pair[0])), new MessageSocket(new Descriptor(pair[1]))
    };
  }

  /** The descriptor, to be inherited by another process. */
  public int descriptor() {
    return descriptor.number();
  }

  /** Sends one message. A peer that is gone is an exception, not a SIGPIPE. */
  public void send(byte[] message) throws NativeCallException {
    while (true) {
      long sent =
          SysSocket.C.send(descriptor.number(), message, message.length, SysSocket.MSG_NOSIGNAL);
      if (sent >= 0) {
        return;
      }
      int errno = Native.getLastError();
      if (errno != Errno.EINTR) {
        throw new NativeCallException("send", errno, descriptor.number(), message.length);
      }
    }
  }

  /**
   * Waits for one message.
   *
   * @return the message; empty where the peer closed its end without one
   * @throws TimeoutException when none came in time
   */
  public Optional<byte[]> receive(Duration timeout) throws NativeCallException, TimeoutException {
    awaitReadable(timeout);
    byte[] buffer = new byte[LARGEST_MESSAGE];
    while (true) {
      long length = SysSocket.C.recv(descriptor.number(), buffer, buffer.length, 0);
      if (length > 0) {
        return Optional.of(Arrays.copyOf(buffer, (int) length));
      }
      if (length == 0) {
        return Optional.empty();
      }
      int errno = Native.getLastError();
      if (errno == Errno.ECONNRESET) {
        return Optional.empty();
      }
      if (errno != Errno.EINTR) {
        throw new NativeCallException("recv", errno, descriptor.number());
      }
    }
  }

  /**
   * poll(2) is not restarted after a signal or a restore, so it is called again until the time is
   * over, and once more then: in a restored life the clock may have jumped past the end.
   */
  private void awaitReadable(Duration timeout) throws NativeCallException, TimeoutException {
    long end = System.nanoTime() + timeout.toNanos();
    try (Memory pollfd = new Memory(SysPoll.POLLFD_SIZE)) {
      pollfd.setInt(0, descriptor.number());
      pollfd.setShort(4, SysPoll.POLLIN);
      while (true) {
        long left = Math.max(0, (end - System.nanoTime()) / 1_000_000);
        int ready = SysPoll.C.poll(pollfd, 1, (int) Math.min(left, Integer.MAX_VALUE));
        if (ready > 0) {
          return;
        }
        if (ready == 0 && left == 0) {
          throw new TimeoutException(timeout);
        }
        if (ready < 0 && Native.getLastError() != Errno.EINTR) {
          throw new NativeCallException("poll", Native.getLastError(), descriptor.number(), left);
        }
      }
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }

  /** Nothing came in time. */
  public static final class TimeoutException extends Exception {
    private static final long serialVersionUID = 1;

    TimeoutException(Duration timeout) {
      super("no message within " + timeout.toMillis() + " ms");
    }
  }
}
