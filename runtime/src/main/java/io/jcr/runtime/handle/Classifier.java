// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.Terminal;

/** Tells the kind of every descriptor that is no socket. */
final class Classifier {
  private static final String ANONYMOUS = "anon_inode:";
  private static final String MEMORY = "/memfd:"; // mm/memfd.c
  // O_DIRECT of fcntl.h: the kernel's default, which x86 has, and that of Arm
  private static final int PACKETS =
      System.getProperty("os.arch").equals("aarch64") ? 0200000 : 040000;

  private final DeletedNames deletedNames;
  private final PipeEnds pipeEnds;

  Classifier(DeletedNames deletedNames, PipeEnds pipeEnds) {
    this.deletedNames = requireNonNull(deletedNames, "deletedNames is null");
    this.pipeEnds = requireNonNull(pipeEnds, "pipeEnds is null");
  }

  Kind classify(Observation observation) {
    String link = observation.link();
    // By name before mode: what the kernel sets as the mode of such an inode has changed before.
    if (link.startsWith(ANONYMOUS)) {
      return anonymous(observation);
    }
    return switch (observation.attributes().type()) {
      case FileAttributes.REGULAR -> regular(link, observation.attributes());
      case FileAttributes.DIRECTORY -> new Directory(link);
      case FileAttributes.FIFO -> pipe(observation);
      case FileAttributes.CHARACTER -> character(link, observation.attributes());
      case FileAttributes.BLOCK -> new BlockDevice(link);
      default -> Refusals.unknown(link, observation.attributes().mode());
    };
  }

  private static Kind anonymous(Observation observation) {
    String link = observation.link();
    String name = link.substring(ANONYMOUS.length()).replaceAll("^\\[(.*)]$", "$1");
    return switch (name) {
      case "eventpoll" -> new Epoll(observation.info().interests());
      case "eventfd", "timerfd", "signalfd", "inotify", "pidfd" -> new AnonymousInode(name, link);
      default -> Refusals.anonymous(name, link);
    };
  }

  private Kind regular(String link, FileAttributes attributes) {
    if (!link.startsWith("/")) {
      return link.matches("[a-z_]+:\\[\\d+]")
          ? Refusals.namespace(link)
          : Refusals.unknown(link, attributes.mode());
    }
    boolean deleted = deletedNames.isDeleted(link, attributes.inode());
    String path = deleted ? DeletedNames.strip(link) : link;
    // A memory file never has a name, so the kernel always calls it deleted.
    return deleted && path.startsWith(MEMORY)
        ? new MemoryFile(path.substring(MEMORY.length()), attributes.size())
        : new RegularFile(
            path,
            attributes.size(),
            attributes.device(),
            attributes.inode(),
            deleted,
            attributes.modified());
  }

  private Kind pipe(Observation observation) {
    long inode = observation.attributes().inode();
    String link = observation.link();
    return new Pipe(
        inode,
        link.startsWith("/") ? link : "",
        pipeEnds.holdsBoth(inode),
        (observation.info().flags() & PACKETS) != 0);
  }

  private static Kind character(String link, FileAttributes attributes) {
    int major = attributes.major();
    int minor = attributes.minor();
    return isTerminal(major, minor)
        ? new Terminal(link, attributes.rawDevice(), attributes.device())
        : new CharacterDevice(link, major, minor);
  }

  /** Majors from Documentation/admin-guide/devices.txt of the kernel. */
  private static boolean isTerminal(int major, int minor) {
    return switch (major) {
      case 4, 188, 204 -> true; // virtual consoles and serial lines, USB, low-density serial
      case 5 -> minor < 2; // /dev/tty, /dev/console; 2 is ptmx, the other side of a terminal
      default -> major >= 136 && major <= 143; // /dev/pts/N
    };
  }
}
