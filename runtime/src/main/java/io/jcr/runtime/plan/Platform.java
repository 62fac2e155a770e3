// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the planner must know beside the table.
 *
 * @param architecture the processor's, as {@code os.arch} names it
 * @param jdkFiles files below {@code lib} of the JDK that tell its build
 * @param hsperfdata the JVM's performance counters, if there is such a file
 */
public record Platform(String architecture, List<KeptFile> jdkFiles, Optional<Path> hsperfdata) {

  public Platform {
    requireNonNull(architecture, "architecture is null");
    jdkFiles = List.copyOf(jdkFiles);
    requireNonNull(hsperfdata, "hsperfdata is null");
  }

  /** Whether a path is below the JDK's home. */
  boolean isInJdk(String path) {
    return jdkFiles.stream()
        .map(KeptFile::path)
        .filter(file -> file.contains("/lib/"))
        .anyMatch(file -> path.startsWith(file.substring(0, file.lastIndexOf("/lib/") + 1)));
  }

  boolean isHsperfdata(String path) {
    return hsperfdata.isPresent() && hsperfdata.get().toString().equals(path);
  }
}
