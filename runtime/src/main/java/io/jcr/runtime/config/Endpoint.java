// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One side of a TCP or UDP socket.
 *
 * @param address the address, IPv6 without brackets
 * @param port the port; 0 where it is not bound, or has no peer
 */
public record Endpoint(String address, int port) {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Reads {@code 127.0.0.1:8080} or {@code [::1]:8080}; empty where the text is neither. */
  public static Optional<Endpoint> parse(String text) {
    int colon = text.lastIndexOf(':');
    String address = colon < 0 ? "" : text.substring(0, colon);
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    try {
      return literal(address).isEmpty()
          ? Optional.empty()
          : Optional.of(new Endpoint(address, Integer.parseInt(text.substring(colon + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The address that a text spells; empty for a name, which only a lookup could resolve. */
  static Optional<InetAddress> literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether there is such a side at all. */
  boolean isBound() {
    return port != 0;
  }

  InetAddress inetAddress() {
    return literal(address).orElseThrow();
  }
}
