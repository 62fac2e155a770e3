// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The tests of sockets. What a rule says of Java's addresses must hold of the kernel's: a JVM's
 * IPv4 connection is {@code ::ffff:a.b.c.d} there, and its wildcard {@code ::} serves both
 * families.
 */
final class RuleSockets {
  private static final String ANY = "*";

  private RuleSockets() {}

  static Predicate<Handle> family(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "ip", "inet" -> handle -> local(handle).isPresent();
      case "ipv4", "inet4" -> handle -> local(handle).filter(RuleSockets::isIpv4).isPresent();
      case "ipv6", "inet6" -> handle -> local(handle).filter(RuleSockets::isIpv6).isPresent();
      case "unix" -> handle -> handle.kind() instanceof UnixSocket;
      default ->
          throw new IllegalArgumentException(
              "unknown family '" + value + "'; use inet, inet4, inet6 or unix");
    };
  }

  private static boolean isIpv4(Endpoint endpoint) {
    InetAddress address = endpoint.inetAddress();
    return address instanceof Inet4Address || address.isAnyLocalAddress();
  }

  private static boolean isIpv6(Endpoint endpoint) {
    return endpoint.inetAddress() instanceof Inet6Address;
  }

  static Predicate<Handle> localAddress(String value) {
    return address(value, RuleSockets::local);
  }

  static Predicate<Handle> remoteAddress(String value) {
    return address(value, RuleSockets::remote);
  }

  static Predicate<Handle> localPort(String value) {
    return port(value, RuleSockets::local);
  }

  static Predicate<Handle> remotePort(String value) {
    return port(value, RuleSockets::remote);
  }

  static Predicate<Handle> localPath(String value) {
    Predicate<String> matches = RulePatterns.glob(value);
    return handle -> handle.kind() instanceof UnixSocket socket && matches.test(socket.path());
  }

  static Predicate<Handle> remotePath(String value) {
    Predicate<String> matches = RulePatterns.glob(value);
    return handle ->
        handle.kind() instanceof UnixSocket socket
            && socket.connected()
            && matches.test(socket.peerPath());
  }

  static Predicate<Handle> listening(String value) {
    boolean wanted = Values.flag(value);
    return handle -> isListening(handle.kind()) == wanted;
  }

  private static boolean isListening(Kind kind) {
    return (kind instanceof TcpSocket tcp && tcp.isListening())
        || (kind instanceof UnixSocket unix && unix.listening());
  }

  private static Predicate<Handle> address(
      String value, Function<Handle, Optional<Endpoint>> side) {
    Predicate<InetAddress> matches = addressTest(value);
    return handle ->
        side.apply(handle)
            .filter(Endpoint::isBound)
            .filter(endpoint -> matches.test(endpoint.inetAddress()))
            .isPresent();
  }

  private static Predicate<InetAddress> addressTest(String value) {
    if (value.equals(ANY)) {
      return address -> true;
    }
    if (value.equals("localhost")) {
      return InetAddress::isLoopbackAddress;
    }
    InetAddress wanted =
        Endpoint.literal(value)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + value + "' is no address; write numbers, as 10.0.0.5, or *"));
    return address ->
        address.equals(wanted) || (address.isAnyLocalAddress() && wanted.isAnyLocalAddress());
  }

  private static Predicate<Handle> port(String value, Function<Handle, Optional<Endpoint>> side) {
    int wanted = value.equals(ANY) ? 0 : Values.number(value, 1, 65535);
    return handle ->
        side.apply(handle)
            .filter(Endpoint::isBound)
            .filter(endpoint -> wanted == 0 || endpoint.port() == wanted)
            .isPresent();
  }

  private static Optional<Endpoint> local(Handle handle) {
    if (handle.kind() instanceof TcpSocket tcp) {
      return Endpoint.parse(tcp.local());
    }
    return handle.kind() instanceof UdpSocket udp ? Endpoint.parse(udp.local()) : Optional.empty();
  }

  private static Optional<Endpoint> remote(Handle handle) {
    if (handle.kind() instanceof TcpSocket tcp) {
      return Endpoint.parse(tcp.remote());
    }
    return handle.kind() instanceof UdpSocket udp ? Endpoint.parse(udp.remote()) : Optional.empty();
  }
}
