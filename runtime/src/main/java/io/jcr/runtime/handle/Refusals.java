// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.Unsupported;

/** What cannot be carried, with the reason and the way out, in words for users. */
final class Refusals {

  private Refusals() {}

  /**
   * A kernel object without a file.
   *
   * @param name what the kernel calls it, without brackets
   */
  static Unsupported anonymous(String name, String link) {
    return switch (name) {
      case "io_uring" ->
          new Unsupported(
              "io_uring",
              link,
              "CRIU cannot carry an io_uring instance; choose the epoll or NIO transport"
                  + " (Netty: -Dio.netty.transport.noNative=true)");
      case "perf_event" ->
          new Unsupported(
              "perf event",
              link,
              "CRIU cannot carry a perf event; stop the profiler before the checkpoint, or choose a"
                  + " mode without perf events (async-profiler: -e itimer)");
      case "userfaultfd" ->
          new Unsupported(
              "userfaultfd",
              link,
              "CRIU cannot carry a userfaultfd; close it before the checkpoint");
      case "fanotify" ->
          new Unsupported(
              "fanotify",
              link,
              "JCR does not carry fanotify; close it before the checkpoint, or use inotify"
                  + " (java.nio.file.WatchService)");
      default ->
          name.startsWith("bpf")
              ? new Unsupported(
                  "bpf",
                  link,
                  "a BPF object lives in the kernel and is not in the image; detach the BPF program"
                      + " and close it before the checkpoint")
              : new Unsupported(
                  "anonymous inode",
                  link,
                  "CRIU does not know this kind of kernel object; close it before the checkpoint");
    };
  }

  /** A socket of a protocol that is known and not carried. */
  static Unsupported socket(long inode, String protocol) {
    return new Unsupported(
        "socket",
        protocol + " socket:[" + inode + "]",
        "only TCP, UDP, Unix, netlink and packet sockets are carried;"
            + (protocol.startsWith("MPTCP")
                ? " switch MPTCP off for this program"
                : " close it before the checkpoint"));
  }

  /** A socket that no table of the process's network namespace lists. */
  static Unsupported unknownSocket(long inode, String protocol) {
    return new Unsupported(
        "socket",
        (protocol.isEmpty() ? "" : protocol + " ") + "socket:[" + inode + "]",
        "the kernel lists no such socket in the network namespace of the process, so its family is"
            + " unknown or it belongs to another namespace; close it before the checkpoint");
  }

  /** A file of nsfs, such as {@code net:[4026531840]}. */
  static Unsupported namespace(String link) {
    return new Unsupported(
        "namespace",
        link,
        "JCR does not carry a handle on a namespace; close it before the checkpoint");
  }

  /** Everything that is left. */
  static Unsupported unknown(String link, int mode) {
    return new Unsupported(
        "unknown",
        link,
        "this is no kind of file that JCR knows (mode 0"
            + Integer.toOctalString(mode)
            + "); close it before the checkpoint");
  }
}
