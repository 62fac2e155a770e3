// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.plan.KeptFile;
import io.jcr.runtime.plan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Facts about this JVM that the planner, which reads nothing, is given. */
final class Platforms {
  /** Files whose size tells one build of a JDK from another. */
  private static final List<String> JDK_FILES = List.of("lib/server/libjvm.so", "lib/modules");

  private Platforms() {}

  static Platform ofThisJvm() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    List<KeptFile> files = new ArrayList<>();
    for (String name : JDK_FILES) {
      Path file = home.resolve(name);
      if (Files.exists(file)) {
        files.add(new KeptFile(file.toString(), Files.size(file)));
      }
    }
    return new Platform(architecture(), files);
  }

  /** As uname(2) names it: that is what the launcher compares with. */
  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }
}
