// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;

/** What is asked of the files of {@code /proc}, by path. */
interface ProcCalls {
  /** All that a file holds. */
  byte[] read(String path) throws IOException;

  /** Where a symbolic link points. */
  String link(String path) throws IOException;

  /** What stat(2) says of the file that a path leads to in the end. */
  FileAttributes attributes(String path) throws IOException;

  /** Whether a question failed because the thread, process or descriptor has ended. */
  boolean isGone(IOException failure);
}
