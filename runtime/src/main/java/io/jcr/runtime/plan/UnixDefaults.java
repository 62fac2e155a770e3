// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.Printable;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.UnixSocket;

/** What becomes of Unix sockets where nobody says otherwise. */
final class UnixDefaults {
  private UnixDefaults() {}

  static Verdict verdict(Handle handle, UnixSocket socket) {
    if (isHalfOutside(socket)) {
      return Verdict.close(handle);
    }
    if (isRelative(socket.path())) {
      return Verdict.block(
          Code.RELATIVE_SOCKET_PATH,
          handle,
          "is bound by the relative path " + Printable.oneLine(socket.path()),
          "bind it by an absolute path");
    }
    return socket.listening() && !isAttachListener(socket)
        ? Verdict.reopen(handle)
        : Verdict.keep(handle);
  }

  /**
   * The socket of HotSpot's attach listener (attachListener_posix.cpp), whose thread calls
   * accept(2) again and again in native code.
   */
  static boolean isAttachListener(UnixSocket socket) {
    return socket.listening() && socket.path().contains("/.java_pid");
  }

  /** Whether the other half belongs to another process, and CRIU has no way to carry this one. */
  static boolean isHalfOutside(UnixSocket socket) {
    return leadsOutside(socket) && !isCarriedOutside(socket);
  }

  /** Whether CRIU carries a socket to another process, given {@code --ext-unix-sk}. */
  static boolean isCarriedOutside(UnixSocket socket) {
    return leadsOutside(socket) && socket.type().equals("dgram") && !socket.peerPath().isEmpty();
  }

  /** A peer without a number is one that the kernel did not tell: CRIU will find out. */
  static boolean leadsOutside(UnixSocket socket) {
    return socket.isExternal() && socket.peerInode() != 0;
  }

  /** A name without a slash at its start is abstract if it begins with an {@code @} (unix(7)). */
  static boolean isRelative(String path) {
    return !path.isEmpty() && !path.startsWith("/") && !path.startsWith("@");
  }
}
