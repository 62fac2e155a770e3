// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.FileReopening;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;

/** What becomes of a handle of each kind where nobody says otherwise. */
final class Defaults {
  private static final String RULE_REMEDY =
      "close it before the checkpoint, or leave it to CRIU by a rule with action keep";

  private final Streams streams;
  private final Reopenable reopenable;

  Defaults(Streams streams, Reopenable reopenable) {
    this.streams = streams;
    this.reopenable = reopenable;
  }

  Verdict verdict(Handle handle) {
    Kind kind = handle.kind();
    if (kind instanceof TcpSocket socket) {
      return tcp(handle, socket);
    }
    if (kind instanceof UnixSocket socket) {
      return streams.leadsToReplaced(handle)
          ? Verdict.keep(handle)
          : UnixDefaults.verdict(handle, socket);
    }
    if (kind instanceof UdpSocket socket) {
      return udp(handle, socket);
    }
    if (kind instanceof RegularFile file) {
      return file(handle, file);
    }
    if (kind instanceof Pipe pipe) {
      return pipe(handle, pipe);
    }
    if (kind instanceof NameCache) {
      return Verdict.close(handle);
    }
    if (kind instanceof Unsupported other) {
      return unsupported(handle, other);
    }
    return device(handle);
  }

  private static Verdict tcp(Handle handle, TcpSocket socket) {
    if (socket.isListening()) {
      return Verdict.reopen(handle);
    }
    return socket.isConnection() ? Verdict.close(handle) : Verdict.keep(handle);
  }

  private static Verdict udp(Handle handle, UdpSocket socket) {
    return socket.unsentBytes() == 0
        ? Verdict.keep(handle)
        : Verdict.block(
            Code.PACKET_PIPE,
            handle,
            "holds back unsent data (" + socket.unsentBytes() + " bytes), as a corked socket does",
            "switch UDP_CORK off; where it was never on, ask for the checkpoint again");
  }

  /**
   * CRIU finds a plugged stream by its path, and so whatever else has that path. A log grows while
   * the image waits, and CRIU would refuse it then; any other file must stay as it is.
   */
  private Verdict file(Handle handle, RegularFile file) {
    if (streams.leadsToReplaced(handle)) {
      return Verdict.keep(handle)
          .warn(
              handle.describe()
                  + " is also a standard stream: after a restore both lead to the stream of the"
                  + " restoring process");
    }
    boolean log = FileReopening.isLog(handle.flags(), handle.offset(), file.size());
    return log && reopenable.file(file).isEmpty() ? Verdict.reopen(handle) : Verdict.keep(handle);
  }

  private Verdict pipe(Handle handle, Pipe pipe) {
    if (pipe.packets()) {
      return packets(handle);
    }
    boolean ends = !pipe.insideProcess() && pipe.path().isEmpty();
    return ends && !streams.leadsToReplaced(handle)
        ? Verdict.keep(handle)
            .warn(
                handle.describe()
                    + " leads to another process: after a restore its other end is closed")
        : Verdict.keep(handle);
  }

  /**
   * CRIU 4.2 refuses to dump a pipe of packets ({@code dump_one_pipe} of its pipes.c). It dumps a
   * FIFO that fcntl(2) has made one, and then opens it with that flag, which the kernel refuses
   * ({@code fifo_open} of fs/pipe.c knows no {@code O_DIRECT}, so open(2) gives {@code EINVAL}).
   */
  static Verdict packets(Handle handle) {
    return Verdict.block(
        Code.PACKET_PIPE,
        handle,
        "keeps each write apart (O_DIRECT), and CRIU does not carry such a pipe",
        "close it before the checkpoint, by a rule with action close too, or clear O_DIRECT"
            + " (F_SETFL of fcntl(2))");
  }

  private static Verdict unsupported(Handle handle, Unsupported other) {
    Code code =
        other.name().equals("socket") ? Code.UNSUPPORTED_SOCKET : Code.UNSUPPORTED_DESCRIPTOR;
    return Verdict.block(code, handle, "cannot be carried", other.reason());
  }

  private Verdict device(Handle handle) {
    Kind kind = handle.kind();
    if (kind instanceof BlockDevice
        || (kind instanceof CharacterDevice device && !Devices.isCarried(device))) {
      return Verdict.block(
          Code.DEVICE, handle, "is a device whose state is not in the image", RULE_REMEDY);
    }
    if (kind instanceof Terminal && !streams.leadsToReplaced(handle)) {
      return Verdict.block(
          Code.DEVICE, handle, "is a terminal, but none of the standard streams", RULE_REMEDY);
    }
    return Verdict.keep(handle);
  }
}
