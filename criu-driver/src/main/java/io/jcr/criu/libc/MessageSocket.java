// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.Optional;

/** One end of a connected pair of sockets that keep message boundaries (unix(7)). */
public final class MessageSocket implements AutoCloseable {
  private final Descriptor descriptor;
  private final RightsMessage room = new RightsMessage();
  private final Memory pollfd = new Memory(SysPoll.POLLFD_SIZE);

  private MessageSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Both ends, closed on exec. */
  public static MessageSocket[] pair() throws NativeCallException {
    int[] pair = new int[2];
    int type = SysSocket.SOCK_SEQPACKET | SysSocket.SOCK_CLOEXEC;
    Check.call(
        SysSocket.socketpair(SysSocket.AF_UNIX, type, 0, pair), "socketpair", "AF_UNIX", type);
    return new MessageSocket[] {
      new MessageSocket(new Descriptor(pair[0])), new MessageSocket(new Descriptor(pair[1]))
    };
  }

  /** The descriptor, to be inherited by another process. */
  public int descriptor() {
    return descriptor.number();
  }

  /** Sends one message. A peer that is gone is an exception, not a SIGPIPE. */
  public void send(byte[] bytes, int... descriptors) throws NativeCallException {
    room.send(descriptor.number(), bytes, descriptors);
  }

  /**
   * Waits for one message. The descriptors that came with it belong to the caller.
   *
   * @return the message; empty where the peer closed its end without one
   * @throws TimeoutException when none came in time
   */
  public Optional<Message> receive(Duration timeout) throws NativeCallException, TimeoutException {
    awaitReadable(timeout);
    try {
      Message message = room.receive(descriptor.number());
      return message.bytes().length == 0 ? Optional.empty() : Optional.of(message);
    } catch (NativeCallException e) {
      if (e.errno() == Errno.ECONNRESET) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * poll(2) is not restarted after a signal or a restore, so it is called again until the time is
   * over, and once more then: in a restored life the clock may have jumped past the end.
   */
  private void awaitReadable(Duration timeout) throws NativeCallException, TimeoutException {
    long end = System.nanoTime() + timeout.toNanos();
    pollfd.setInt(0, descriptor.number());
    pollfd.setShort(4, SysPoll.POLLIN);
    while (true) {
      long left = Math.max(0, (end - System.nanoTime()) / 1_000_000);
      int ready = SysPoll.poll(pollfd, 1, (int) Math.min(left, Integer.MAX_VALUE));
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
