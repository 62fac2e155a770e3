// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import io.jcr.it.app.NativeHandles;
import io.jcr.it.app.Openers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The library of {@code src/test/c/native-*.c}, which opens what native libraries open. */
final class NativeLibrary {
  private NativeLibrary() {}

  /** Loads it into the test's own JVM. */
  static void load(Path folder) throws IOException, InterruptedException {
    NativeHandles.load(in(folder).toString(), folder.toString());
  }

  /** Starts {@link NativeHandles} with the agent; it opens what has these names. */
  static App hold(Jdk jdk, Path folder, int port, List<String> names)
      throws IOException, InterruptedException {
    // else the JDK warns of the loading, from 24 on
    List<String> options = List.of("-javaagent:" + Jcr.AGENT, "--enable-native-access=ALL-UNNAMED");
    List<String> arguments = new ArrayList<>(List.of("" + port, "" + in(folder), "" + folder));
    arguments.addAll(names);
    return App.start(jdk, folder, options, NativeHandles.class, arguments.toArray(String[]::new));
  }

  /** Starts {@link Openers} with the agent. */
  static App open(Jdk jdk, Path folder, Path library) throws IOException {
    List<String> options = List.of("-javaagent:" + Jcr.AGENT, "--enable-native-access=ALL-UNNAMED");
    return App.start(jdk, folder, options, Openers.class, "" + library, "" + folder);
  }

  /** Compiles it, for any JDK. */
  static Path in(Path folder) throws IOException, InterruptedException {
    return Compiler.library(folder, "native-handles.c", "native-carried.c", "native-refused.c");
  }
}
