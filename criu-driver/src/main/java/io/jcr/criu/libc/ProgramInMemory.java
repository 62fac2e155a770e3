// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.Map;

/**
 * A program that is started from memory (memfd_create(2)): nothing of it lies on a disk where
 * another user could replace it, or where it would have to exist at restore.
 */
public final class ProgramInMemory implements AutoCloseable {
  /** The number under which the started program finds the descriptor that it inherits. */
  public static final int INHERITED_DESCRIPTOR = 3;

  private final Descriptor file;

  private ProgramInMemory(Descriptor file) {
    this.file = file;
  }

  /** Loads the bytes of a static program. */
  public static ProgramInMemory load(byte[] program) throws NativeCallException {
    Descriptor file = create();
    try {
      file.write(program);
      return new ProgramInMemory(file);
    } catch (NativeCallException e) {
      file.close();
      throw e;
    }
  }

  private static Descriptor create() throws NativeCallException {
    int flags = SysMman.MFD_CLOEXEC | SysMman.MFD_EXEC;
    byte[] name = Descriptors.bytes("jcr");
    int number = SysMman.memfd_create(name, flags);
    if (number < 0) {
      // kernels before 6.3 do not know MFD_EXEC and make every memory file executable
      number =
          Check.call(
              SysMman.memfd_create(name, SysMman.MFD_CLOEXEC),
              "memfd_create",
              "jcr",
              SysMman.MFD_CLOEXEC);
    }
    return new Descriptor(number);
  }

  /**
   * Starts it and waits until that first process has ended. {@code posix_spawn} and not fork(2):
   * the JVM has threads, and a copy of its page tables costs time.
   *
   * @param inherited becomes descriptor {@link #INHERITED_DESCRIPTOR} of the program
   * @return the wait status (waitpid(2))
   */
  public int run(List<String> arguments, Map<String, String> environment, int inherited)
      throws NativeCallException {
    IntByReference processId = new IntByReference();
    try (Memory actions = new Memory(SpawnHeader.FILE_ACTIONS_SIZE)) {
      Check.number(
          SpawnHeader.posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
      try {
        spawn(processId, arguments, environment, actions, inherited);
      } finally {
        SpawnHeader.posix_spawn_file_actions_destroy(actions);
      }
    }
    return await(processId.getValue());
  }

  private void spawn(
      IntByReference processId,
      List<String> arguments,
      Map<String, String> environment,
      Memory actions,
      int inherited)
      throws NativeCallException {
    Check.number(
        SpawnHeader.posix_spawn_file_actions_adddup2(actions, inherited, INHERITED_DESCRIPTOR),
        "posix_spawn_file_actions_adddup2",
        inherited,
        INHERITED_DESCRIPTOR);
    String[] variables =
        environment.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    String path = "/proc/self/fd/" + file.number();
    Check.number(
        SpawnHeader.posix_spawn(
            processId,
            path,
            actions,
            null,
            new StringArray(arguments.toArray(new String[0])),
            new StringArray(variables)),
        "posix_spawn",
        path);
  }

  private static int await(int processId) throws NativeCallException {
    IntByReference status = new IntByReference();
    while (SysWait.waitpid(processId, status, 0) < 0) {
      int errno = Native.getLastError();
      if (errno != Errno.EINTR) {
        throw new NativeCallException("waitpid", errno, processId);
      }
    }
    return status.getValue();
  }

  @Override
  public void close() {
    file.close();
  }
}
