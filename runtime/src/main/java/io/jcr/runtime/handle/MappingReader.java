// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.util.List;

/** Reads the mappings of this process alone. */
public final class MappingReader {
  private MappingReader() {}

  /**
   * What is mapped now, by system calls of our own. Nothing is said of who had it mapped, nor of
   * the files themselves.
   */
  public static List<FileMapping> read() throws IOException {
    return Mappings.parse(ProcFiles.self().lines("maps"));
  }
}
