// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.util.List;

/** Reads the mappings of this process alone. */
public final class MappingReader {
  private MappingReader() {}

  /** What is mapped now, by system calls of our own; nothing says who had it mapped. */
  public static List<FileMapping> read() throws IOException {
    ProcFiles self = ProcFiles.selfBySystemCalls();
    DeletedNames names = new DeletedNames(self);
    return HandleScanner.mappings(self, names);
  }
}
