// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the planner must know beside the table: the machine and the JDK, of which a host of restore
 * must have the same.
 *
 * @param architecture the processor's, as uname(2) names it
 * @param kernel the oldest kernel that knows what the image needs; empty for any
 * @param cpuFeatures what the processor must be able to do, by the names of {@code /proc/cpuinfo}
 * @param jdkFiles files below {@code lib} of the JDK that tell its build
 * @param jdkBuild what tells it better, if its library has a build id
 * @param logFiles what the paths of the files match that the JVM writes its own logs to
 */
public record Platform(
    String architecture,
    Optional<String> kernel,
    List<String> cpuFeatures,
    List<KeptFile> jdkFiles,
    Optional<JdkBuild> jdkBuild,
    List<Pattern> logFiles) {

  public Platform {
    requireNonNull(architecture, "architecture is null");
    requireNonNull(kernel, "kernel is null");
    cpuFeatures = List.copyOf(cpuFeatures);
    jdkFiles = List.copyOf(jdkFiles);
    requireNonNull(jdkBuild, "jdkBuild is null");
    logFiles = List.copyOf(logFiles);
  }

  /** Whether the JVM was told to write a log there. */
  boolean isLog(String path) {
    return logFiles.stream().anyMatch(each -> each.matcher(path).matches());
  }

  /** Whether a path is below the JDK's home. */
  boolean isInJdk(String path) {
    return jdkFiles.stream()
        .map(KeptFile::path)
        .filter(file -> file.contains("/lib/"))
        .anyMatch(file -> path.startsWith(file.substring(0, file.lastIndexOf("/lib/") + 1)));
  }
}
