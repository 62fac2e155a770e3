// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.jcr.criu.libc.Errno;
import io.jcr.criu.libc.MessageSocket;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.criu.rpc.CriuRpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One CRIU program. Each call starts it anew; every wait is bounded. */
public final class Criu {
  /** {@code criu check} probes the kernel for some 50 ms; more than seconds means that it hangs. */
  private static final Duration SHORT_CALL = Duration.ofSeconds(20);

  /** The keeper ends CRIU first; only a keeper that hangs is noticed by this one. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Path program;
  private final Keeper keeper;

  /** Takes the program's absolute path, and what starts it. */
  public Criu(Path program, Keeper keeper) {
    this.program = requireNonNull(program, "program is null");
    this.keeper = requireNonNull(keeper, "keeper is null");
  }

  /** Its path. */
  public Path program() {
    return program;
  }

  /** The version that it tells. */
  public CriuVersion version() throws CriuException {
    CriuRpc.Reply reply = ask(request(CriuRpc.RequestType.VERSION).build());
    CriuRpc.Version version = reply.getVersion();
    return new CriuVersion(
        version.getMajorNumber(), version.getMinorNumber(), version.getSublevel());
  }

  /** Does what {@code criu check} does: can this kernel, and this user, dump and restore at all. */
  public void check() throws CriuException {
    CriuRpc.Request check =
        request(CriuRpc.RequestType.CHECK)
            .setOpts(CriuRpc.Options.newBuilder().setImagesDirFd(-1))
            .build();
    CriuRpc.Reply reply = ask(check);
    if (!reply.getSuccess()) {
      throw new CriuException(
          CriuFailure.CHECK,
          program + " check failed" + detail(reply),
          "run \"" + program + " check\" to see what the kernel lacks",
          List.of());
    }
  }

  /** Optional features that kernel and CRIU have together. */
  public CriuFeatures features() throws CriuException {
    CriuRpc.Request request =
        request(CriuRpc.RequestType.FEATURE_CHECK)
            .setFeatures(
                CriuRpc.Features.newBuilder()
                    .setMemTrack(true)
                    .setLazyPages(true)
                    .setPidfdStore(true))
            .build();
    CriuRpc.Features features = ask(request).getFeatures();
    return new CriuFeatures(
        features.getMemTrack(), features.getLazyPages(), features.getPidfdStore());
  }

  /**
   * Dumps this process. Returns in this life where it is left running or the dump failed, and in
   * each life that is made from the image.
   */
  public DumpOutcome dump(DumpRequest request) throws CriuException {
    long begin = System.nanoTime();
    try (MessageSocket socket =
        keeper.start(executable(), request.timeout(), Optional.of(request))) {
      Optional<CriuRpc.Reply> reply =
          exchange(socket, dumpMessage(request), request.timeout().plus(GRACE));
      if (reply.isEmpty()) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        throw ended(request, took);
      }
      return outcome(request, reply.get());
    } catch (MessageSocket.TimeoutException e) {
      throw timedOut(request.timeout());
    }
  }

  /** The keeper ends a CRIU that takes too long; any other end is CRIU's own or a stranger's. */
  private static CriuException ended(DumpRequest request, Duration took) {
    if (took.compareTo(request.timeout()) >= 0) {
      return timedOut(request.timeout());
    }
    return new CriuException(
        CriuFailure.DIED,
        "CRIU ended without an answer after " + took.toMillis() + " ms",
        "see who killed it (out of memory?)",
        errors(request));
  }

  private static DumpOutcome outcome(DumpRequest request, CriuRpc.Reply reply)
      throws CriuException {
    if (!reply.getSuccess()) {
      throw KnownError.explain(errors(request), "CRIU failed" + detail(reply));
    }
    return reply.getDump().getRestored() ? DumpOutcome.RESTORED : DumpOutcome.CONTINUED;
  }

  private static List<String> errors(DumpRequest request) {
    return LogExcerpt.read(request.folder().resolve(DumpRequest.LOG));
  }

  private static CriuRpc.Request dumpMessage(DumpRequest request) {
    CriuRpc.Options.Builder options =
        CriuRpc.Options.newBuilder()
            .setImagesDirFd(-1)
            .setImagesDir(request.folder().toString())
            .setLeaveRunning(request.leaveRunning())
            .setTcpClose(request.tcpClose())
            .setTcpSkipInFlight(request.tcpSkipInFlight())
            .setExtUnixSk(request.externalUnixSockets())
            .setFileLocks(request.fileLocks())
            .setShellJob(request.shellJob())
            .setLinkRemap(request.linkRemap())
            .setGhostLimit((int) request.ghostLimit())
            .addAllExternal(request.externals())
            .setLogLevel(request.logLevel())
            .setLogFile(DumpRequest.LOG)
            .setTimeout((int) Math.max(1, request.timeout().toSeconds()));
    return request(CriuRpc.RequestType.DUMP).setOpts(options).build();
  }

  private CriuRpc.Reply ask(CriuRpc.Request request) throws CriuException {
    try (MessageSocket socket = keeper.start(executable(), SHORT_CALL, Optional.empty())) {
      return exchange(socket, request, SHORT_CALL.plus(GRACE))
          .orElseThrow(
              () ->
                  new CriuException(
                      CriuFailure.START,
                      program + " does not start",
                      "run \"" + program + " check\" to see why",
                      List.of()));
    } catch (MessageSocket.TimeoutException e) {
      throw timedOut(SHORT_CALL);
    }
  }

  private Optional<CriuRpc.Reply> exchange(
      MessageSocket socket, CriuRpc.Request request, Duration timeout)
      throws CriuException, MessageSocket.TimeoutException {
    try {
      socket.send(request.toByteArray());
      Optional<byte[]> message = socket.receive(timeout);
      return message.isEmpty()
          ? Optional.empty()
          : Optional.of(CriuRpc.Reply.parseFrom(message.get()));
    } catch (NativeCallException e) {
      if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET) {
        // the peer is gone before it read the request
        return Optional.empty();
      }
      throw new CriuException(
          CriuFailure.START,
          "cannot talk to CRIU: " + e.getMessage(),
          "see what forbids this system call (a seccomp filter?)",
          List.of());
    } catch (InvalidProtocolBufferException e) {
      throw new CriuException(
          CriuFailure.START,
          program + " answers what is no message of CRIU's",
          "name a CRIU program in criu.path or JCR_CRIU",
          List.of());
    }
  }

  private Path executable() throws CriuException {
    if (Files.isRegularFile(program) && Files.isExecutable(program)) {
      return program;
    }
    throw new CriuException(
        CriuFailure.MISSING,
        "there is no program " + program,
        "install CRIU with bin/install-criu",
        List.of());
  }

  private static CriuException timedOut(Duration timeout) {
    return new CriuException(
        CriuFailure.TIMED_OUT,
        "CRIU gave no answer within " + timeout.toSeconds() + " s",
        "raise criu.timeout",
        List.of());
  }

  private static CriuRpc.Request.Builder request(CriuRpc.RequestType type) {
    return CriuRpc.Request.newBuilder().setType(type);
  }

  private static String detail(CriuRpc.Reply reply) {
    return reply.getCrErrmsg().isBlank() ? "" : ": " + reply.getCrErrmsg().strip();
  }
}
