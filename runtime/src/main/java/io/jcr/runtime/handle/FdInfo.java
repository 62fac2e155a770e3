// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.Epoll.Interest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A descriptor's {@code fdinfo} (proc_pid_fdinfo(5)). A missing {@code pos} or {@code flags} and an
 * epoll or lock line of another shape are errors; lines of other names are left out.
 *
 * @param offset {@code pos}: the position in bytes
 * @param flags the {@code O_*} bits of fcntl.h
 * @param interests the {@code tfd} lines of an epoll descriptor
 * @param locks the {@code lock} lines: what is held through this open file description
 */
record FdInfo(long offset, int flags, List<Interest> interests, List<FileLock> locks) {
  private static final String FILE = "fdinfo";
  // fs/eventpoll.c: "tfd: %8d events: %8x data: %16llx  pos:%lli ino:%lx sdev:%x"
  private static final Pattern INTEREST =
      Pattern.compile(
          "tfd:\\s*(\\d{1,9})\\s+events:\\s*(\\p{XDigit}{1,8})"
              + "\\s+data:\\s*(\\p{XDigit}{1,16})\\b.*");

  FdInfo {
    interests = List.copyOf(interests);
    locks = List.copyOf(locks);
  }

  static FdInfo parse(List<String> lines) throws ProcFormatException {
    Optional<Long> offset = Optional.empty();
    Optional<Integer> flags = Optional.empty();
    List<Interest> interests = new ArrayList<>();
    List<FileLock> locks = new ArrayList<>();
    for (String line : lines) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("pos:")) {
        offset = Optional.of(parseOffset(value, line));
      } else if (line.startsWith("flags:")) {
        flags = Optional.of((int) Fields.number(value, 8, FILE, line));
      } else if (line.startsWith("tfd:")) {
        interests.add(parseInterest(line));
      } else if (line.startsWith("lock:")) {
        LockLine.parse(value, FILE).ifPresent(locks::add);
      }
    }
    if (offset.isEmpty() || flags.isEmpty()) {
      throw new ProcFormatException(FILE, String.join("\n", lines));
    }
    return new FdInfo(offset.get(), flags.get(), interests, locks);
  }

  private static long parseOffset(String value, String line) throws ProcFormatException {
    boolean negative = value.startsWith("-");
    long offset = Fields.number(negative ? value.substring(1) : value, 10, FILE, line);
    if (offset < 0) {
      throw new ProcFormatException(FILE, line);
    }
    return negative ? -offset : offset;
  }

  private static Interest parseInterest(String line) throws ProcFormatException {
    Matcher matcher = INTEREST.matcher(line);
    if (!matcher.matches()) {
      throw new ProcFormatException(FILE, line);
    }
    return new Interest(
        (int) Fields.number(matcher.group(1), 10, FILE, line),
        (int) Fields.number(matcher.group(2), 16, FILE, line),
        Fields.number(matcher.group(3), 16, FILE, line));
  }
}
