// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every descriptor of a process as the kernel shows it: by number, where it leads, and its {@code
 * fdinfo}: position, flags, inode, and what an epoll instance watches (proc_pid_fdinfo(5)).
 */
final class DescriptorTable {
  private DescriptorTable() {}

  static Map<Integer, String> of(long processId) throws IOException {
    Path process = Path.of("/proc", "" + processId);
    Map<Integer, String> table = new TreeMap<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path link : links) {
        String number = link.getFileName().toString();
        table.put(Integer.valueOf(number), line(link, process.resolve("fdinfo").resolve(number)));
      }
    } catch (NoSuchFileException closedMeanwhile) {
      return of(processId);
    }
    return table;
  }

  private static String line(Path link, Path information) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    String lines =
        Files.readAllLines(information).stream()
            .filter(line -> !(line.startsWith("pos:") && isMovedByItself(target)))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining(", "));
    return target + " " + lines;
  }

  /** The JVM reads on in its own files, and what is written here is looked at elsewhere. */
  private static boolean isMovedByItself(String target) {
    return target.endsWith(".jar")
        || target.endsWith("/modules")
        || target.endsWith("/log")
        || target.contains("/output-");
  }
}
