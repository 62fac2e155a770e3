// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of CRIU, or of the kernel: {@code 4.2.1}. */
public record CriuVersion(int major, int minor, int patch) implements Comparable<CriuVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

  /** Reads the numbers in front of {@code text}, as in {@code 6.18.44-generic}. */
  public static CriuVersion parse(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no version: " + text);
    }
    String patch = matcher.group(3);
    return new CriuVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /**
   * The oldest CRIU that works on a kernel: 4.2 from 6.16 on (earlier ones fail on every TCP
   * socket), 4.1 from 6.13 on (earlier ones do not know the vDSO's layout), else 4.0, the first
   * whose RPC takes the images folder by its path.
   */
  public static CriuVersion neededFor(CriuVersion kernel) {
    if (kernel.compareTo(new CriuVersion(6, 16, 0)) >= 0) {
      return new CriuVersion(4, 2, 0);
    }
    if (kernel.compareTo(new CriuVersion(6, 13, 0)) >= 0) {
      return new CriuVersion(4, 1, 0);
    }
    return new CriuVersion(4, 0, 0);
  }

  @Override
  public int compareTo(CriuVersion other) {
    int result = Integer.compare(major, other.major);
    result = result != 0 ? result : Integer.compare(minor, other.minor);
    return result != 0 ? result : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
