// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.image.CpuFeatures;
import io.jcr.runtime.plan.JdkBuild;
import io.jcr.runtime.plan.KeptFile;
import io.jcr.runtime.plan.LogOptions;
import io.jcr.runtime.plan.Platform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Facts about this JVM and its host that the planner, which reads nothing, is given. */
final class Platforms {
  private static final String LIBRARY = "lib/server/libjvm.so";

  /** Files whose size tells one build of a JDK from another. */
  private static final List<String> JDK_FILES = List.of(LIBRARY, "lib/modules");

  /**
   * Where there are time namespaces, CRIU puts the process into one, so that its clocks go on where
   * they stopped; the kernel has them since 5.6 (time_namespaces(7)).
   */
  private static final Path TIME_NAMESPACE = Path.of("/proc/self/ns/time");

  private static final String KERNEL_OF_TIME_NAMESPACES = "5.6";

  /** Asked for once, while the application runs. */
  private static final List<Pattern> LOG_FILES = logFiles();

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
    return new Platform(
        architecture(), kernel(), CpuFeatures.needed(), files, jdkBuild(home), LOG_FILES);
  }

  /** None where the runtime image has no module {@code java.management}. */
  private static List<Pattern> logFiles() {
    try {
      List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
      return LogOptions.files(arguments, Path.of(System.getProperty("user.dir")));
    } catch (LinkageError e) {
      return List.of();
    }
  }

  /** As uname(2) names it: that is what the launcher compares with. */
  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static Optional<String> kernel() {
    return Files.exists(TIME_NAMESPACE) ? Optional.of(KERNEL_OF_TIME_NAMESPACES) : Optional.empty();
  }

  private static Optional<JdkBuild> jdkBuild(Path home) throws IOException {
    Path library = home.resolve(LIBRARY);
    return Files.exists(library)
        ? BuildId.of(library).map(id -> new JdkBuild(library.toString(), id))
        : Optional.empty();
  }
}
