// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Addresses as {@code /proc/net/tcp} and its likes print them (proc_pid_net(5)): {@code
 * 0100007F:1F90} for {@code 127.0.0.1:8080}. The address is printed as 32-bit words of the host's
 * byte order, which is little endian wherever JCR runs; the port as a number.
 */
final class SocketAddress {
  private static final int VERSION_6_SIZE = 28; // sizeof(struct sockaddr_in6)

  private SocketAddress() {}

  /** The address and port in the usual form; empty for any other text. */
  static Optional<String> parse(String text) {
    int colon = text.indexOf(':');
    if (colon != 8 && colon != 32) {
      return Optional.empty();
    }
    OptionalLong port = Fields.number(text.substring(colon + 1), 16);
    if (port.isEmpty() || Long.compareUnsigned(port.getAsLong(), 0xffff) > 0) {
      return Optional.empty();
    }
    try {
      byte[] address = swapWords(HexFormat.of().parseHex(text, 0, colon));
      return Optional.of(format(address, (int) port.getAsLong()));
    } catch (IllegalArgumentException notHexadecimal) {
      return Optional.empty();
    }
  }

  /**
   * The same of a {@code struct sockaddr_in} or {@code sockaddr_in6} (netinet/in.h): the port is at
   * 2 in network byte order, the address at 4 or 8.
   */
  static String of(byte[] sockaddr) {
    int port = ((sockaddr[2] & 0xff) << 8) | (sockaddr[3] & 0xff);
    byte[] address =
        sockaddr.length < VERSION_6_SIZE
            ? Arrays.copyOfRange(sockaddr, 4, 8)
            : Arrays.copyOfRange(sockaddr, 8, 24);
    return format(address, port);
  }

  /** Any address and no port, of the same family. */
  static byte[] unspecified(byte[] sockaddr) {
    return new byte[sockaddr.length];
  }

  private static byte[] swapWords(byte[] words) {
    byte[] address = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      address[i] = words[i ^ 3];
    }
    return address;
  }

  /** {@code 127.0.0.1:8080}; {@code [::1]:8080} with IPv6 as in RFC 5952; IPv4-mapped as IPv4. */
  static String format(byte[] address, int port) {
    if (address.length == 4) {
      return formatVersion4(address, 0) + ":" + port;
    }
    if (isMapped(address)) {
      return formatVersion4(address, 12) + ":" + port;
    }
    return "[" + formatVersion6(address) + "]:" + port;
  }

  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static String formatVersion4(byte[] address, int from) {
    return (address[from] & 0xff)
        + "."
        + (address[from + 1] & 0xff)
        + "."
        + (address[from + 2] & 0xff)
        + "."
        + (address[from + 3] & 0xff);
  }

  private static String formatVersion6(byte[] address) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    int start = longestZeros(groups);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += zerosFrom(groups, start) - 1;
      } else {
        text.append(separator(text)).append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static String separator(StringBuilder text) {
    return text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":";
  }

  /** Where the first of the longest runs of two and more zero groups starts; -1 without one. */
  private static int longestZeros(int[] groups) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      if (zerosFrom(groups, i) > length) {
        best = i;
        length = zerosFrom(groups, i);
      }
    }
    return best;
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - start;
  }
}
