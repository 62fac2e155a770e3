// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;

/** The text of the links in {@code /proc/PID/fd} (proc(5)), by which users know descriptors. */
public final class Links {
  private Links() {}

  /** The link of a handle of a kind; a deleted file's without the mark. */
  public static String of(Kind kind) {
    if (kind instanceof RegularFile file) {
      return file.path();
    }
    if (kind instanceof NameCache cache) {
      return cache.path();
    }
    if (kind instanceof TcpSocket socket) {
      return socket(socket.inode());
    }
    if (kind instanceof UdpSocket socket) {
      return socket(socket.inode());
    }
    if (kind instanceof UnixSocket socket) {
      return socket(socket.inode());
    }
    if (kind instanceof NetlinkSocket socket) {
      return socket(socket.inode());
    }
    if (kind instanceof PacketSocket socket) {
      return socket(socket.inode());
    }
    return otherwise(kind);
  }

  private static String otherwise(Kind kind) {
    if (kind instanceof Unsupported other && other.name().equals("socket")) {
      return other.target().substring(Math.max(0, other.target().indexOf("socket:[")));
    }
    if (kind instanceof MemoryFile) {
      return "/" + kind.target();
    }
    return kind.target();
  }

  private static String socket(long inode) {
    return "socket:[" + inode + "]";
  }
}
