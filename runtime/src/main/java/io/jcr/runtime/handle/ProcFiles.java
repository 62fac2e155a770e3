// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the folder that the kernel shows for one process, {@code /proc/PID}. */
public final class ProcFiles {
  private static final int BUFFER = 4096; // the kernel fills a page at a time

  private final Path folder;

  /**
   * The files of the process that a folder stands for.
   *
   * @param folder {@code /proc/self}, {@code /proc/4711}, or a copy of such a folder
   */
  public ProcFiles(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** The files of this process. */
  public static ProcFiles self() {
    return new ProcFiles(Path.of("/proc/self"));
  }

  /** The files of another process of the same host. */
  ProcFiles process(long processId) {
    return new ProcFiles(folder.resolveSibling(Long.toString(processId)));
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
      return Optional.of(PathText.of(Files.readSymbolicLink(folder.resolve("fd/" + descriptor))));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** What stat(2) says of an open descriptor; empty when the descriptor is gone. */
  Optional<FileAttributes> attributes(int descriptor) throws IOException {
    Path path = folder.resolve("fd/" + descriptor);
    try {
      return Optional.of(FileAttributes.of(Files.readAttributes(path, FileAttributes.NAMES)));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
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

  /** The lines of a file. */
  List<String> lines(String name) throws IOException {
    String text = read(folder.resolve(name));
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  /**
   * The lines of a file; empty when the thread, process or descriptor that it speaks of is gone.
   */
  Optional<List<String>> linesUnlessGone(String name) throws IOException {
    try {
      return Optional.of(lines(name));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (FileSystemException e) {
      throw e; // it could not be opened
    } catch (IOException gone) {
      // After it was opened: read(2) fails with ENOENT (fs/proc/fd.c) or ESRCH, for which the JDK
      // has no type. Whether the name is there tells nothing: the number may be another's by now.
      return Optional.empty();
    }
  }

  /** The kernel gives 0 for the size of these files, for which Files.readAllBytes is slow. */
  private static String read(Path file) throws IOException {
    byte[] bytes = new byte[BUFFER];
    int length = 0;
    try (InputStream stream = Files.newInputStream(file)) {
      int count = stream.read(bytes);
      while (count >= 0) {
        length += count;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
        count = stream.read(bytes, length, bytes.length - length);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
