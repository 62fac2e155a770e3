// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.Errno;
import io.jcr.criu.libc.Message;
import io.jcr.criu.libc.MessageSocket;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.rpc.CriuRpc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * One dump of this process, from the keeper's start to the image's name. The keeper is also the
 * vault: open file descriptions that were parked there live on while CRIU works, whatever becomes
 * of the descriptors here. What goes over the socket is told in {@code vault.h} and {@code
 * keeper.h} of the launcher.
 *
 * <p>The methods between {@link #park} and {@link #fetch} may be called while every other thread is
 * stopped.
 */
public final class Dump implements AutoCloseable {
  /** The keeper ends CRIU first; only a keeper that hangs is noticed by this one. */
  static final Duration GRACE = Duration.ofSeconds(5);

  /** What the keeper answers by itself. */
  private static final Duration KEEPER = Duration.ofSeconds(10);

  private static final int AT_ONCE = 64; // VAULT_MESSAGE_DESCRIPTORS of vault.h

  static final byte[] CRIU = letter('C');
  private static final byte[] PARK = letter('P');
  private static final byte[] FETCH = letter('F');
  static final byte ENDED = 'E';
  private static final byte SEALED = 'S';

  private final MessageSocket socket;
  private final Duration timeout;
  private int parked;
  private DumpOutcome outcome = DumpOutcome.FAILED;
  private CriuFailure failure = CriuFailure.DIED;
  private CriuRpc.Reply reply = CriuRpc.Reply.getDefaultInstance();
  private Optional<Exception> trouble = Optional.empty();
  private long tookNanos;

  Dump(MessageSocket socket, Duration timeout) {
    this.socket = requireNonNull(socket, "socket is null");
    this.timeout = requireNonNull(timeout, "timeout is null");
  }

  private static byte[] letter(char letter) {
    return String.valueOf(letter).getBytes(StandardCharsets.US_ASCII);
  }

  /** The descriptor of the socket, which CRIU leaves out of the image by itself. */
  public int descriptor() {
    return socket.descriptor();
  }

  /** Hands open file descriptions over; the descriptors stay open here. */
  public void park(int... descriptors) throws VaultException {
    for (int begin = 0; begin < descriptors.length; begin += AT_ONCE) {
      int end = Math.min(begin + AT_ONCE, descriptors.length);
      parkSome(Arrays.copyOfRange(descriptors, begin, end));
    }
  }

  private void parkSome(int[] descriptors) throws VaultException {
    try {
      socket.send(PARK, descriptors);
      parked += descriptors.length;
      Message answer = receive();
      if (answer.bytes()[0] != PARK[0] || number(answer) != parked) {
        throw new VaultException("it holds something else than it was given");
      }
    } catch (NativeCallException e) {
      throw new VaultException(e.getMessage());
    }
  }

  /** Gets all of them back, as new descriptors, in the order in which they were parked. */
  public int[] fetch() throws VaultException {
    int[] fetched = new int[parked];
    int count = 0;
    try {
      socket.send(FETCH);
      int left = 1;
      while (left > 0) {
        Message answer = receive();
        int[] some = answer.descriptors();
        if (answer.bytes()[0] == FETCH[0] && count + some.length <= parked) {
          left = number(answer);
          System.arraycopy(some, 0, fetched, count, some.length);
          count += some.length;
        } else if (answer.bytes()[0] != ENDED) {
          throw new VaultException("it answers something else");
        }
      }
      if (count != parked) {
        throw new VaultException("it gave back " + count + " of " + parked + " descriptors");
      }
    } catch (NativeCallException e) {
      closeAll(fetched, count);
      throw new VaultException(e.getMessage());
    } catch (VaultException e) {
      closeAll(fetched, count);
      throw e;
    }
    parked = 0;
    return fetched;
  }

  /** A socket that listens would else be in the way of the one that is made in its place. */
  private static void closeAll(int[] descriptors, int count) {
    for (int i = 0; i < count; i++) {
      Descriptors.close(descriptors[i]);
    }
  }

  private Message receive() throws VaultException, NativeCallException {
    try {
      return socket.receive(KEEPER).orElseThrow(() -> new VaultException("its process has ended"));
    } catch (MessageSocket.TimeoutException e) {
      throw new VaultException("it does not answer");
    }
  }

  private static int number(Message message) {
    return ByteBuffer.wrap(message.bytes()).order(ByteOrder.nativeOrder()).getInt(1);
  }

  /** Loads and links what {@link #run} will use, without CRIU. */
  public static void rehearse(DumpRequest request) throws InvalidProtocolBufferException {
    requireNonNull(Criu.dumpMessage(request).toByteArray(), "no message");
    CriuRpc.Reply.Builder reply = CriuRpc.Reply.newBuilder().setType(CriuRpc.RequestType.DUMP);
    CriuRpc.DumpReply restored = CriuRpc.DumpReply.newBuilder().setRestored(true).build();
    reparse(reply.setSuccess(true).setDump(restored));
    reparse(reply.setSuccess(false).setCrErrno(Errno.ENOSPC).setCrErrmsg("no space"));
  }

  private static void reparse(CriuRpc.Reply.Builder reply) throws InvalidProtocolBufferException {
    byte[] bytes = reply.build().toByteArray();
    requireNonNull(outcome(CriuRpc.Reply.parseFrom(bytes)), "no outcome");
  }

  /**
   * Has CRIU dump this process. Returns in this life where it is left running or the dump failed,
   * and in each life that is made from the image. {@link #failure} tells why it failed.
   */
  public DumpOutcome run(DumpRequest request) {
    long begin = System.nanoTime();
    try {
      socket.send(CRIU);
      socket.send(Criu.dumpMessage(request).toByteArray());
      Optional<Message> answer = socket.receive(timeout.plus(GRACE));
      tookNanos = System.nanoTime() - begin;
      if (answer.isPresent() && answer.get().bytes()[0] != ENDED) {
        failure = CriuFailure.DUMP;
        reply = CriuRpc.Reply.parseFrom(answer.get().bytes());
        outcome = outcome(reply);
      } else if (tookNanos >= timeout.toNanos()) {
        failure = CriuFailure.TIMED_OUT;
      }
    } catch (MessageSocket.TimeoutException e) {
      failure = CriuFailure.TIMED_OUT;
    } catch (NativeCallException | InvalidProtocolBufferException e) {
      failure = CriuFailure.START;
      trouble = Optional.of(e);
    }
    return outcome;
  }

  private static DumpOutcome outcome(CriuRpc.Reply reply) {
    if (!reply.getSuccess()) {
      return DumpOutcome.FAILED;
    }
    return reply.getDump().getRestored() ? DumpOutcome.RESTORED : DumpOutcome.CONTINUED;
  }

  /** Why {@link #run} failed; reads CRIU's log, so no other thread may be stopped. */
  public CriuException failure(DumpRequest request) {
    return switch (failure) {
      case TIMED_OUT -> Criu.timedOut(timeout);
      case DUMP -> Criu.failed(request, Criu.detail(reply));
      case START ->
          new CriuException(
              failure,
              "cannot talk to CRIU: " + trouble.map(Exception::getMessage).orElse(""),
              "see what forbids this system call (a seccomp filter?)",
              Criu.errors(request));
      default ->
          new CriuException(
              CriuFailure.DIED,
              "CRIU ended without an answer after " + tookNanos / 1_000_000 + " ms",
              "see who killed it (out of memory?)",
              Criu.errors(request));
    };
  }

  /** Waits until the keeper has given the image its name, or could not. */
  public boolean awaitName() throws VaultException {
    try {
      while (true) {
        Message message = receive();
        if (message.bytes()[0] == SEALED) {
          return number(message) == 1;
        }
      }
    } catch (NativeCallException e) {
      throw new VaultException(e.getMessage());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
