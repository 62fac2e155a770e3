// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK of this machine, to run programs on. */
record Jdk(int feature, Path home) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Set<Integer> SUPPORTED = Set.of(17, 21, 25);

  /**
   * Those that JCR supports and that are here, for {@code @MethodSource}; and those that {@code
   * jcr.it.jdks} names, of which a missing one skips its tests.
   */
  static Stream<Jdk> each() {
    Map<Integer, Jdk> each = installed();
    each.keySet().retainAll(SUPPORTED);
    for (String named : System.getProperty("jcr.it.jdks").split(",", -1)) {
      int feature = Integer.parseInt(named);
      each.putIfAbsent(feature, new Jdk(feature, null));
    }
    return each.values().stream();
  }

  /** All of them in the long run, else the oldest: for what hardly depends on the JDK. */
  static Stream<Jdk> few() {
    return Soak.isLong() ? each() : each().limit(1);
  }

  /** The one that the tests themselves run on. */
  static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  private static Map<Integer, Jdk> installed() {
    Map<Integer, Jdk> found = new TreeMap<>();
    found.put(current().feature(), current());
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED)) {
      for (Path home : homes) {
        if (Files.isExecutable(home.resolve("bin/javac"))) {
          found.putIfAbsent(featureOf(home), new Jdk(featureOf(home), home));
        }
      }
    } catch (IOException e) {
      // only the current one, then
    }
    return found;
  }

  private static int featureOf(Path home) {
    try {
      List<String> release = Files.readAllLines(home.resolve("release"));
      return release.stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its {@code java}; skips the test where it is not installed. */
  Path java() {
    return tool("java");
  }

  /** A program of its {@code bin}. */
  Path tool(String name) {
    Requirements.require(home != null, "needs a JDK " + feature + " in " + INSTALLED);
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
