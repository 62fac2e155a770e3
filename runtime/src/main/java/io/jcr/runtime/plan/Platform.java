// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the planner must know beside the table.
 *
 * @param architecture the processor's, as {@code os.arch} names it
 * @param jdkFiles files below {@code lib} of the JDK that tell its build
 */
public record Platform(String architecture, List<KeptFile> jdkFiles) {

  public Platform {
    requireNonNull(architecture, "architecture is null");
    jdkFiles = List.copyOf(jdkFiles);
  }

  /** Whether a path is below the JDK's home. */
  boolean isInJdk(String path) {
    return jdkFiles.stream()
        .map(KeptFile::path)
        .filter(file -> file.contains("/lib/"))
        .anyMatch(file -> path.startsWith(file.substring(0, file.lastIndexOf("/lib/") + 1)));
  }
}
