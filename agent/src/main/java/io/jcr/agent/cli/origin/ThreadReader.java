// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at the threads of a process without stopping them: {@code syscall} tells the registers of
 * one that waits in the kernel (proc_pid_syscall(5)), {@code mem} its stack.
 */
final class ThreadReader implements AutoCloseable {
  private static final int FIELDS = 9; // number, six arguments, stack pointer, instruction pointer
  private static final int STACK_POINTER = 7;
  private static final int INSTRUCTION_POINTER = 8;
  private static final int STACK_BYTES = 4096; // the C library's own frames are far smaller

  /** Numbers from the kernel's syscall_64.tbl and asm-generic/unistd.h. */
  private static final Map<String, Map<Integer, String>> CALLS =
      Map.of(
          "amd64",
          Map.ofEntries(
              Map.entry(0, "read"),
              Map.entry(1, "write"),
              Map.entry(16, "ioctl"),
              Map.entry(42, "connect"),
              Map.entry(43, "accept"),
              Map.entry(44, "sendto"),
              Map.entry(45, "recvfrom"),
              Map.entry(46, "sendmsg"),
              Map.entry(47, "recvmsg"),
              Map.entry(232, "epoll_wait"),
              Map.entry(281, "epoll_pwait"),
              Map.entry(288, "accept4"),
              Map.entry(426, "io_uring_enter")),
          "aarch64",
          Map.ofEntries(
              Map.entry(63, "read"),
              Map.entry(64, "write"),
              Map.entry(29, "ioctl"),
              Map.entry(203, "connect"),
              Map.entry(202, "accept"),
              Map.entry(206, "sendto"),
              Map.entry(207, "recvfrom"),
              Map.entry(211, "sendmsg"),
              Map.entry(212, "recvmsg"),
              Map.entry(22, "epoll_pwait"),
              Map.entry(242, "accept4"),
              Map.entry(426, "io_uring_enter")));

  private final Path process;
  private final Map<Integer, String> calls;
  private final Optional<RandomAccessFile> memory;

  private ThreadReader(Path process, Optional<RandomAccessFile> memory) {
    this.process = process;
    this.calls = CALLS.getOrDefault(System.getProperty("os.arch"), Map.of());
    this.memory = memory;
  }

  static ThreadReader of(Path process) {
    try {
      return new ThreadReader(
          process, Optional.of(new RandomAccessFile(process.resolve("mem").toFile(), "r")));
    } catch (IOException notAllowed) {
      return new ThreadReader(process, Optional.empty());
    }
  }

  /** Every thread, by its id. One that has not moved since the look before is not read again. */
  Map<Long, ThreadLook> look(Map<Long, ThreadLook> before, NativeCode code) throws IOException {
    Map<Long, ThreadLook> looks = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        long id = Long.parseLong(task.getFileName().toString());
        looks.put(id, look(id, task, before.get(id), code));
      }
    }
    return looks;
  }

  private ThreadLook look(long id, Path task, ThreadLook before, NativeCode code) {
    String[] times = read(task, "schedstat").split(" ", 2);
    long ran = times[0].isEmpty() ? 0 : Long.parseLong(times[0]);
    if (before != null && ran != 0 && before.ran() == ran) {
      return before;
    }
    String syscall = read(task, "syscall");
    String[] fields = syscall.split(" ");
    String name = read(task, "comm");
    return fields.length < FIELDS
        ? new ThreadLook(id, name, ran, syscall, Optional.empty(), Optional.empty())
        : new ThreadLook(id, name, ran, syscall, call(fields), place(fields, code));
  }

  private Optional<ThreadLook.Call> call(String[] fields) {
    String name = calls.get(Integer.parseInt(fields[0]));
    return name == null
        ? Optional.empty()
        : Optional.of(new ThreadLook.Call(name, (int) hexadecimal(fields[1])));
  }

  /**
   * The first address on the stack that is in a file, and not in the C library, whose frames hold
   * what compiled Java code has left there. Compiled code never waits in the kernel by itself.
   */
  private Optional<ThreadLook.Place> place(String[] fields, NativeCode code) {
    Optional<ThreadLook.Place> place = place(hexadecimal(fields[INSTRUCTION_POINTER]), code);
    ByteBuffer stack = stack(hexadecimal(fields[STACK_POINTER]));
    while (place.isEmpty() && stack.remaining() >= Long.BYTES) {
      place = place(stack.getLong(), code);
    }
    return place;
  }

  private static Optional<ThreadLook.Place> place(long address, NativeCode code) {
    return code.find(address)
        .filter(mapping -> mapping.isFile() && !code.isSystem(mapping))
        .map(mapping -> new ThreadLook.Place(mapping, address));
  }

  private ByteBuffer stack(long pointer) {
    byte[] bytes = new byte[STACK_BYTES];
    int length = 0;
    try {
      if (memory.isPresent() && pointer > 0) {
        memory.get().seek(pointer);
        length = Math.max(0, memory.get().read(bytes));
      }
    } catch (IOException gone) {
      // the thread, its stack, or the permission
    }
    return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long hexadecimal(String word) {
    return Long.parseUnsignedLong(word.substring(2), 16);
  }

  private static String read(Path task, String file) {
    try {
      return Files.readString(task.resolve(file), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    if (memory.isPresent()) {
      memory.get().close();
    }
  }
}
