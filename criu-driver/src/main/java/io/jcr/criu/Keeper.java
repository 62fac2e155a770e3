// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import io.jcr.criu.libc.MessageSocket;
import io.jcr.criu.libc.ProgramInMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts CRIU beside this process and not below it, through the launcher's {@code keeper} verb.
 * That program forks, so that the running CRIU belongs to nobody here, bounds CRIU's time, and
 * gives a complete image its name.
 */
public final class Keeper {
  /** Exit status 4 as waitpid(2) tells it: the keeper could not reserve what it writes last. */
  private static final int NO_ROOM = 4 << 8;

  private final byte[] launcher;

  /**
   * Takes the launcher.
   *
   * @param launcher the bytes of the static {@code jcr} program
   */
  public Keeper(byte[] launcher) {
    this.launcher = launcher.clone();
  }

  /**
   * Starts it; the returned socket leads to it.
   *
   * @param image the temporary and the final name of an image's folder; empty where there is none
   */
  MessageSocket start(Path criu, Duration timeout, List<String> image) throws CriuException {
    try {
      MessageSocket[] pair = MessageSocket.pair();
      try (MessageSocket theirs = pair[1]) {
        int status = run(arguments(criu, timeout, image), theirs);
        if (status == NO_ROOM) {
          throw noRoom(image.get(0));
        }
        if (status != 0) {
          throw new IOException(
              "the keeper ended with wait status 0x" + Integer.toHexString(status));
        }
        return pair[0];
      } catch (IOException | CriuException e) {
        pair[0].close();
        throw e;
      }
    } catch (IOException e) {
      throw new CriuException(
          CriuFailure.START,
          "cannot start CRIU: " + e.getMessage(),
          "allow programs in memory files (sysctl vm.memfd_noexec) and new processes",
          List.of());
    }
  }

  private int run(List<String> arguments, MessageSocket inherited) throws IOException {
    try (ProgramInMemory program = ProgramInMemory.load(launcher)) {
      return program.run(arguments, environment(), inherited.descriptor());
    }
  }

  private static CriuException noRoom(String folder) {
    return new CriuException(
        CriuFailure.NO_SPACE,
        "there is no room in " + folder,
        "make room for the image, or choose another folder",
        List.of());
  }

  private static List<String> arguments(Path criu, Duration timeout, List<String> image) {
    List<String> arguments = new ArrayList<>();
    arguments.add("jcr");
    arguments.add("keeper");
    arguments.add(criu.toString());
    arguments.add(String.valueOf(Math.max(1, timeout.toSeconds())));
    arguments.addAll(image);
    return arguments;
  }

  /** Only what CRIU looks at: an {@code LD_PRELOAD} of the application's would reach it as well. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : List.of("PATH", "HOME", "XDG_RUNTIME_DIR")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }
}
