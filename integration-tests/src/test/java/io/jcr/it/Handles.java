// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is open in a process, as the kernel tells it: where each descriptor leads, the inode behind
 * it, its flags and its offset, and what an epoll instance watches (proc_pid_fdinfo(5)).
 */
final class Handles {
  private static final int LAST_STREAM = 2;
  private static final String LISTEN = "0A"; // TCP_LISTEN of net/tcp_states.h
  private static final String ACCEPTS = "00010000"; // __SO_ACCEPTCON of linux/net.h

  private final Path process;
  private final boolean offsets;
  private final Map<Integer, String> rows = new TreeMap<>();

  private Handles(long processId, boolean offsets) {
    this.process = Path.of("/proc/" + processId);
    this.offsets = offsets;
  }

  /** Row by descriptor, to be compared with a later one. Of files that go on, without offsets. */
  static Map<Integer, String> all(long processId) throws IOException {
    return new Handles(processId, false).read(inode -> true);
  }

  /** The same with offsets, and without connections, which come and go. */
  static Map<Integer, String> withoutConnections(long processId) throws IOException {
    Handles handles = new Handles(processId, true);
    return handles.read(handles.listening()::contains);
  }

  /** The same with all sockets but the connections of TCP and of attaching tools. */
  static Map<Integer, String> withSockets(long processId) throws IOException {
    Handles handles = new Handles(processId, true);
    Set<String> connections = handles.connections();
    return handles.read(inode -> !connections.contains(inode));
  }

  private Map<Integer, String> read(Predicate<String> isWanted) throws IOException {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path link : links) {
        add(link, isWanted);
      }
    }
    for (int descriptor : List.copyOf(rows.keySet())) {
      describe(descriptor);
    }
    return rows;
  }

  /** The {@code EPOLL*} bits with which its epoll instances watch sockets. */
  static List<Integer> watchedEvents(long processId) throws IOException {
    Path process = Path.of("/proc/" + processId);
    List<Integer> events = new ArrayList<>();
    try (DirectoryStream<Path> infos = Files.newDirectoryStream(process.resolve("fdinfo"))) {
      for (Path info : infos) {
        for (String line : Files.readAllLines(info)) {
          String[] words = line.strip().split("\\s+");
          if (words[0].equals("tfd:") && isSocket(process.resolve("fd").resolve(words[1]))) {
            events.add(Integer.parseUnsignedInt(words[3], 16));
          }
        }
      }
    }
    return events;
  }

  private static boolean isSocket(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString().startsWith("socket:");
  }

  /** The inodes of sockets that listen. */
  private Set<String> listening() throws IOException {
    Set<String> inodes = new HashSet<>();
    addInodes("tcp", 9, words -> words[3].equals(LISTEN), inodes);
    addInodes("tcp6", 9, words -> words[3].equals(LISTEN), inodes);
    addInodes("unix", 6, words -> words[3].equals(ACCEPTS), inodes);
    return inodes;
  }

  /** The inodes of sockets that come and go. What the JVM accepts has the name of its listener. */
  private Set<String> connections() throws IOException {
    Set<String> inodes = new HashSet<>();
    addInodes("tcp", 9, words -> !words[3].equals(LISTEN), inodes);
    addInodes("tcp6", 9, words -> !words[3].equals(LISTEN), inodes);
    addInodes(
        "unix",
        6,
        words -> words.length > 7 && words[7].contains(".java_pid") && !words[3].equals(ACCEPTS),
        inodes);
    return inodes;
  }

  /** Of the rows of a table of /proc/net that are wanted. */
  private void addInodes(String table, int inode, Predicate<String[]> isWanted, Set<String> inodes)
      throws IOException {
    for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
      String[] words = line.strip().split("\\s+");
      if (words.length > inode && isWanted.test(words)) {
        inodes.add(words[inode]);
      }
    }
  }

  private void add(Path link, Predicate<String> isWanted) throws IOException {
    try {
      String target = Files.readSymbolicLink(link).toString();
      String inode = Files.getAttribute(link, "unix:ino").toString();
      if (!target.startsWith("socket:") || isWanted.test(inode)) {
        rows.put(Integer.parseInt(link.getFileName().toString()), target + ", inode " + inode);
      }
    } catch (NoSuchFileException e) {
      // a connection that was closed meanwhile
    }
  }

  private void describe(int descriptor) throws IOException {
    String target = rows.get(descriptor);
    StringBuilder row = new StringBuilder(target);
    try {
      for (String line : Files.readAllLines(process.resolve("fdinfo/" + descriptor))) {
        String[] words = line.strip().split("\\s+");
        if (isCompared(descriptor, target, words)) {
          row.append(", ").append(String.join(" ", words));
        }
      }
      rows.put(descriptor, row.toString());
    } catch (NoSuchFileException e) {
      rows.remove(descriptor); // the same
    }
  }

  private boolean isCompared(int descriptor, String target, String[] words) {
    return switch (words[0]) {
      // The JVM reads on in its own files, and the agent writes its line for each checkpoint.
      case "pos:" -> offsets && !target.contains(".jar,") && descriptor > LAST_STREAM;
      case "flags:", "eventfd-id:" -> true;
      case "tfd:" -> rows.containsKey(Integer.parseInt(words[1]));
      default -> false;
    };
  }
}
