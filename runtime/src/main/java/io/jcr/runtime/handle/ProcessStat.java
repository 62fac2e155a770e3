// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

/**
 * {@code stat} of a process (proc_pid_stat(5)).
 *
 * @param id its id
 * @param name {@code comm}: whatever characters it likes, parentheses and blanks too
 * @param state one letter, {@code Z} for a zombie
 * @param parentId {@code ppid}
 * @param processGroupId {@code pgrp}
 * @param sessionId {@code session}
 */
record ProcessStat(
    long id, String name, String state, long parentId, long processGroupId, long sessionId) {
  private static final String FILE = "stat";

  static ProcessStat parse(String text) throws ProcFormatException {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new ProcFormatException(FILE, text);
    }
    String[] words = Fields.words(text.substring(close + 1)); // state ppid pgrp session ...
    if (words.length < 4) {
      throw new ProcFormatException(FILE, text);
    }
    return new ProcessStat(
        Fields.number(text.substring(0, open).strip(), 10, FILE, text),
        text.substring(open + 1, close),
        words[0],
        Fields.number(words[1], 10, FILE, text),
        Fields.number(words[2], 10, FILE, text),
        Fields.number(words[3], 10, FILE, text));
  }

  boolean isZombie() {
    return state.equals("Z");
  }
}
