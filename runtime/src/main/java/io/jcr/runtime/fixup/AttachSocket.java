// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.fixup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The socket of HotSpot's attach listener. The JVM binds {@code /tmp/.java_pidN.tmp} and renames
 * the file to {@code /tmp/.java_pidN} (attachListener_posix.cpp); the kernel remembers the first
 * name, and CRIU binds that one again. Clients look for the second, and find a dead file there.
 */
public final class AttachSocket {
  private static final Path FOLDER = Path.of("/tmp");

  private AttachSocket() {}

  /** Gives the restored socket the name that clients look for; does nothing where there is none. */
  public static void rename() throws IOException {
    String name = ".java_pid" + ProcessHandle.current().pid();
    Path bound = FOLDER.resolve(name + ".tmp");
    if (Files.exists(bound)) {
      Files.move(bound, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
