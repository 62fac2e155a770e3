// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the threads of this process are, from {@code /proc/self/task/TID/syscall}
 * (proc_pid_syscall(5)): {@code running}, or the number of a system call and its arguments.
 */
final class Threads {
  /** HotSpot's own, which touch no descriptor of Java's (names in os_linux.cpp and the GCs). */
  private static final Pattern VM_THREAD =
      Pattern.compile(
          "(VM |C[12] Compiler|GC Thread|G1 |Sweeper|Shenandoah|StringDedup|JVMCI|Monitor Defla"
              + "|[XZ](Driver|Worker|Stat|Director|Uncommit|Unmapper|Mark|Reloc)).*");

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final String RUNNING = "running";
  private static final int POLLFD_SIZE = 8; // struct pollfd of poll.h: the descriptor comes first
  private static final int MOST_POLLED = 1 << 14;
  private static final int SETS = 3;

  private final Map<Integer, SystemCall> calls = SystemCall.of(System.getProperty("os.arch"));

  /** Those that run, or sit on one of the descriptors. */
  List<Sitting> inTheWayOf(Set<Integer> descriptors) throws IOException {
    List<Sitting> sitting = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        look(Long.parseLong(task.getFileName().toString()), descriptors, sitting);
      }
    }
    return sitting;
  }

  private void look(long id, Set<Integer> descriptors, List<Sitting> sitting) {
    try {
      String line = text(id, "syscall");
      if (line.startsWith(RUNNING) || isMakingProcess(line)) {
        String name = text(id, "comm");
        if (!VM_THREAD.matcher(name).matches()) {
          sitting.add(new Sitting(id, name, "", -1));
        }
      } else {
        parked(id, line, descriptors, sitting);
      }
    } catch (NativeCallException e) {
      // It has ended.
    }
  }

  private boolean isMakingProcess(String line) {
    int end = line.indexOf(' ');
    SystemCall call = end < 0 ? null : calls.get((int) Long.parseLong(line.substring(0, end)));
    return call != null && call.operands() == SystemCall.Operands.NONE;
  }

  private void parked(long id, String line, Set<Integer> descriptors, List<Sitting> sitting)
      throws NativeCallException {
    long[] words = words(line);
    SystemCall call = words.length < 4 ? null : calls.get((int) words[0]);
    if (call == null) {
      return;
    }
    for (int descriptor : operands(call, words)) {
      if (descriptors.contains(descriptor)) {
        sitting.add(new Sitting(id, text(id, "comm"), call.name(), descriptor));
        return;
      }
    }
  }

  /** The number of the call, and its arguments. */
  static long[] words(String line) {
    String[] words = line.split(" ", -1);
    long[] numbers = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      numbers[i] =
          word.startsWith("0x")
              ? Long.parseUnsignedLong(word.substring(2), 16)
              : Long.parseLong(word);
    }
    return numbers;
  }

  private static List<Integer> operands(SystemCall call, long[] words) {
    return switch (call.operands()) {
      case NONE -> List.of();
      case FIRST -> List.of((int) words[1]);
      case FIRST_AND_SECOND -> List.of((int) words[1], (int) words[2]);
      case FIRST_AND_THIRD -> List.of((int) words[1], (int) words[3]);
      case POLL -> polled(memory(words[1], (int) Math.min(words[2], MOST_POLLED) * POLLFD_SIZE));
      case SELECT -> selected(words);
    };
  }

  static List<Integer> polled(byte[] array) {
    List<Integer> descriptors = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
    for (int at = 0; at + POLLFD_SIZE <= array.length; at += POLLFD_SIZE) {
      descriptors.add(buffer.getInt(at));
    }
    return descriptors;
  }

  private static List<Integer> selected(long[] words) {
    List<Integer> descriptors = new ArrayList<>();
    for (int set = 0; set < SETS && words.length > 2 + set; set++) {
      if (words[2 + set] != 0) {
        descriptors.addAll(members(memory(words[2 + set], (int) (words[1] + 7) / 8)));
      }
    }
    return descriptors;
  }

  static List<Integer> members(byte[] set) {
    List<Integer> members = new ArrayList<>();
    for (int bit = 0; bit < set.length * 8; bit++) {
      if ((set[bit / 8] & 1 << bit % 8) != 0) {
        members.add(bit);
      }
    }
    return members;
  }

  /** Through the kernel and not by a pointer: the thread may go on, and its stack be unmapped. */
  private static byte[] memory(long address, int length) {
    try {
      int memory = Descriptors.open("/proc/self/mem", Descriptors.READ_ONLY, 0);
      try {
        return Descriptors.readAt(memory, address, length);
      } finally {
        Descriptors.close(memory);
      }
    } catch (NativeCallException gone) {
      return new byte[0];
    }
  }

  private static String text(long id, String file) throws NativeCallException {
    byte[] bytes = Descriptors.readAll("/proc/self/task/" + id + "/" + file);
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
