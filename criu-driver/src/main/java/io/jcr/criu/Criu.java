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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One CRIU program. Each call starts it anew; every wait is bounded. */
public final class Criu {
  /** {@code criu check} probes the kernel for some 50 ms; more than seconds means that it hangs. */
  private static final Duration SHORT_CALL = Duration.ofSeconds(20);

  private static final String PROBE = "room";
  private static final int LITTLE_ROOM = 1 << 16;

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
   * Starts the keeper for a dump of this process.
   *
   * @param folder where CRIU will write, absolute
   * @param target the name that the keeper gives that folder once CRIU has succeeded
   * @param timeout how long all of it may take
   */
  public Dump prepare(Path folder, Path target, Duration timeout) throws CriuException {
    List<String> image = List.of(folder.toString(), target.toString());
    return new Dump(keeper.start(executable(), timeout, image), timeout);
  }

  /** CRIU told that it failed; why, is in its log, as far as the disk took that. */
  static CriuException failed(DumpRequest request, String detail) {
    CriuException known = KnownError.explain(errors(request), "CRIU failed" + detail);
    if (known.failure() != CriuFailure.DUMP || hasRoom(request.folder())) {
      return known;
    }
    return new CriuException(
        CriuFailure.NO_SPACE,
        "CRIU failed, and there is no room in " + request.folder(),
        "make room for the image, or choose another folder",
        known.log());
  }

  /** By trying: a file system may have room for bytes, and none for a file, or for this user. */
  private static boolean hasRoom(Path folder) {
    Path probe = folder.resolve(PROBE);
    try {
      Descriptors.writeNew(probe.toString(), new byte[LITTLE_ROOM]);
      return true;
    } catch (NativeCallException e) {
      return e.errno() != Errno.ENOSPC && e.errno() != Errno.EDQUOT;
    } finally {
      probe.toFile().delete();
    }
  }

  static List<String> errors(DumpRequest request) {
    return LogExcerpt.read(request.folder().resolve(DumpRequest.LOG));
  }

  static CriuRpc.Request dumpMessage(DumpRequest request) {
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
    try (MessageSocket socket = keeper.start(executable(), SHORT_CALL, List.of())) {
      return exchange(socket, request)
          .orElseThrow(
              () ->
                  new CriuException(
                      CriuFailure.START,
                      program + " does not answer, or does not start",
                      "run \"" + program + " check\" to see why",
                      List.of()));
    } catch (MessageSocket.TimeoutException e) {
      throw timedOut(SHORT_CALL);
    }
  }

  /** The keeper hands the socket to CRIU; where CRIU has no answer, the keeper's word comes. */
  private Optional<CriuRpc.Reply> exchange(MessageSocket socket, CriuRpc.Request request)
      throws CriuException, MessageSocket.TimeoutException {
    try {
      socket.send(Dump.CRIU);
      socket.send(request.toByteArray());
      Optional<Message> answer = socket.receive(SHORT_CALL.plus(Dump.GRACE));
      return answer.isEmpty() || answer.get().bytes()[0] == Dump.ENDED
          ? Optional.empty()
          : Optional.of(CriuRpc.Reply.parseFrom(answer.get().bytes()));
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

  static CriuException timedOut(Duration timeout) {
    return new CriuException(
        CriuFailure.TIMED_OUT,
        "CRIU gave no answer within " + timeout.toSeconds() + " s",
        "raise criu.timeout",
        List.of());
  }

  private static CriuRpc.Request.Builder request(CriuRpc.RequestType type) {
    return CriuRpc.Request.newBuilder().setType(type);
  }

  static String detail(CriuRpc.Reply reply) {
    String said = reply.getCrErrmsg().strip();
    return said.isEmpty() || LogExcerpt.isHarmless(said) ? "" : ": " + said;
  }
}
