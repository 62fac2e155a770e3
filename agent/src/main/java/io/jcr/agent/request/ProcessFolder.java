// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** {@code /proc/PID}: what the kernel says of a process, whoever asks. */
public record ProcessFolder(Path path) {
  /** Of {@code Uid:} in proc_pid_status(5): real, effective, saved, file system. */
  private static final int EFFECTIVE = 1;

  /** The process that asks. */
  public static ProcessFolder self() {
    return new ProcessFolder(Path.of("/proc/self"));
  }

  /** Any process, whether or not it is there. */
  public static ProcessFolder of(long processId) {
    return new ProcessFolder(Path.of("/proc", String.valueOf(processId)));
  }

  /**
   * The user that it acts for; empty where it is gone. Not the folder's owner: proc(5) promises to
   * show that user only where the process may be dumped.
   */
  public OptionalLong userId() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1 + EFFECTIVE]))
        .findFirst();
  }

  /** The text of one of its files; empty where it cannot be read. */
  public String read(String file) {
    try {
      return Files.readString(path.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
