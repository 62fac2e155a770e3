// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

/**
 * Tells deleted files, whose names the kernel ends with {@code " (deleted)"}, from files that are
 * really called so.
 */
final class DeletedNames {
  private static final String MARK = " (deleted)"; // fs/d_path.c

  private final ProcFiles proc;

  DeletedNames(ProcFiles proc) {
    this.proc = requireNonNull(proc, "proc is null");
  }

  static boolean isMarked(String name) {
    return name.endsWith(MARK);
  }

  /** The name without the kernel's mark. */
  static String strip(String name) {
    return isMarked(name) ? name.substring(0, name.length() - MARK.length()) : name;
  }

  /**
   * Whether the file with this inode number has lost this name. The count of links would not tell:
   * a file that lives on under another name has lost this one all the same.
   */
  boolean isDeleted(String name, long inode) {
    return isMarked(name) && proc.inode(name).orElse(-1) != inode;
  }

  /** The same for a mapping that was read from {@code maps}. */
  FileMapping resolve(FileMapping mapping) {
    if (!mapping.deleted() || !mapping.path().startsWith("/")) {
      return mapping;
    }
    String name = mapping.path() + MARK;
    return isDeleted(name, mapping.inode()) ? mapping : mapping.withName(name, false);
  }
}
