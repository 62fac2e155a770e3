// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import io.jcr.criu.Keeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The native program that travels in the agent's jar. */
public final class LauncherProgram {
  private LauncherProgram() {}

  /** What starts CRIU, with the program for this processor. */
  public static Keeper keeper() {
    String name = "native/" + architecture() + "/jcr";
    try (InputStream in = LauncherProgram.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the agent's jar holds no " + name);
      }
      return new Keeper(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As uname(2) names it. */
  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }
}
