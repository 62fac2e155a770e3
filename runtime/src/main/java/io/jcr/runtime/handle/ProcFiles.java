// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the folder that the kernel shows for one process, {@code /proc/PID}. */
public final class ProcFiles {
  private final Path folder;
  private final String name;
  private final ProcCalls calls;

  /**
   * The files of the process that a folder stands for.
   *
   * @param folder {@code /proc/self}, {@code /proc/4711}, or a copy of such a folder
   */
  ProcFiles(Path folder, ProcCalls calls) {
    this.folder = requireNonNull(folder, "folder is null");
    this.name = folder.toString();
    this.calls = calls;
  }

  /**
   * The files of this process, read by system calls of our own, as it must be while all other
   * threads are stopped: the JDK's streams and channels register with a cleaner, whose lock one of
   * them may hold.
   */
  public static ProcFiles self() {
    return new ProcFiles(Path.of("/proc/self"), new SystemCalls());
  }

  /** The files of another process of the same host. */
  ProcFiles process(long processId) {
    return new ProcFiles(folder.resolveSibling(Long.toString(processId)), calls);
  }

  /** The open descriptors, by number, the one that lists them still among them. */
  List<Integer> descriptors() throws IOException {
    return numbers("fd").stream().map(Long::intValue).toList();
  }

  /** The ids of the threads, by number. */
  List<Long> threads() throws IOException {
    return numbers("task");
  }

  private List<Long> numbers(String name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(name))) {
      for (Path entry : entries) {
        Fields.number(entry.getFileName().toString(), 10).ifPresent(numbers::add);
      }
    }
    numbers.sort(null);
    return numbers;
  }

  /** Where the link of a descriptor points; empty when the descriptor is gone. */
  Optional<String> link(int descriptor) throws IOException {
    try {
      return Optional.of(calls.link(pathOf(descriptor)));
    } catch (IOException e) {
      return emptyIfGone(e);
    }
  }

  /** What stat(2) says of an open descriptor; empty when the descriptor is gone. */
  Optional<FileAttributes> attributes(int descriptor) throws IOException {
    try {
      return Optional.of(calls.attributes(pathOf(descriptor)));
    } catch (IOException e) {
      return emptyIfGone(e);
    }
  }

  private String pathOf(int descriptor) {
    return name + "/fd/" + descriptor;
  }

  /** The inode number of what has a name in the process's own view of the file system. */
  OptionalLong inode(String absolutePath) {
    try {
      Path path = folder.resolve("root").resolve(absolutePath.substring(1));
      return OptionalLong.of((Long) Files.getAttribute(path, "unix:ino"));
    } catch (IOException | InvalidPathException absent) {
      return OptionalLong.empty();
    }
  }

  /** The length of the regular file that has a name in the process's own view. */
  OptionalLong size(String absolutePath) {
    try {
      Path path = folder.resolve("root").resolve(absolutePath.substring(1));
      // Of these the JDK makes no map, which matters for the many files that are mapped.
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.isRegularFile() ? OptionalLong.of(file.size()) : OptionalLong.empty();
    } catch (IOException | InvalidPathException absent) {
      return OptionalLong.empty();
    }
  }

  /** The lines of a file. */
  List<String> lines(String file) throws IOException {
    String text = new String(calls.read(name + "/" + file), StandardCharsets.UTF_8);
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  /**
   * The lines of a file; empty when the thread, process or descriptor that it speaks of is gone.
   */
  Optional<List<String>> linesUnlessGone(String file) throws IOException {
    try {
      return Optional.of(lines(file));
    } catch (IOException e) {
      return emptyIfGone(e);
    }
  }

  private <T> Optional<T> emptyIfGone(IOException e) throws IOException {
    if (calls.isGone(e)) {
      return Optional.empty();
    }
    throw e;
  }
}
