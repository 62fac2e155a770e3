// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.UnixSocket;

/** What becomes of Unix sockets where nobody says otherwise. */
final class UnixDefaults {
  private UnixDefaults() {}

  static Verdict verdict(Handle handle, UnixSocket socket) {
    if (leadsOutside(socket) && !isCarriedOutside(socket)) {
      return Verdict.block(
          Code.EXTERNAL_UNIX_SOCKET,
          handle,
          "is connected to another process, and CRIU cannot carry half of a connection",
          "close it in the application before the checkpoint" + nameService(socket));
    }
    if (isRelative(socket.path())) {
      return Verdict.block(
          Code.RELATIVE_SOCKET_PATH,
          handle,
          "is bound by the relative path " + Texts.oneLine(socket.path()),
          "bind it by an absolute path");
    }
    return Verdict.keep(handle);
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
  private static boolean isRelative(String path) {
    return !path.isEmpty() && !path.startsWith("/") && !path.startsWith("@");
  }

  /** The C library connects to these for names of users and hosts, and stays connected. */
  private static String nameService(UnixSocket socket) {
    String peer = socket.peerPath();
    return peer.contains("/nscd/") || peer.contains("/sss/") || peer.contains("lwsmd")
        ? ", or stop the name service daemon that it leads to"
        : "";
  }
}
