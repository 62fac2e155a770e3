// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.UnixSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A daemon that the C library asks for users, groups and hosts (nsswitch.conf(5)), by the names of
 * its sockets and of the caches that it lets its clients map. Clients see these paths with whatever
 * folder the daemon's own root has before them.
 */
public enum NameService {
  /** The C library's own: {@code nscd/nscd-client.h} and {@code nscd/nscd.h} of glibc. */
  NSCD(
      List.of("/run/nscd/socket"),
      List.of("/var/cache/nscd/", "/var/db/nscd/", "/run/nscd/"),
      List.of(new Stamp(12, 4, 0), new Stamp(16, 8, 0))),

  /** {@code sss_client/sss_cli.h} and {@code util/mmap_cache.h} of sssd. */
  SSSD(List.of("/sss/pipes/"), List.of("/sss/mc/"), List.of(new Stamp(12, 4, 2))),

  /** Samba's: {@code nsswitch/winbind_struct_protocol.h}. */
  WINBIND(List.of("/winbindd/pipe"), List.of(), List.of()),

  /** The daemon of nss-pam-ldapd. */
  NSLCD(List.of("/run/nslcd/socket"), List.of(), List.of());

  private final List<String> sockets;
  private final List<String> caches;
  private final List<Stamp> stale;

  NameService(List<String> sockets, List<String> caches, List<Stamp> stale) {
    this.sockets = sockets;
    this.caches = caches;
    this.stale = stale;
  }

  /**
   * A number in a cache's header, in the processor's byte order.
   *
   * @param offset in bytes from the begin of the file
   * @param size 4 or 8 bytes
   * @param value the number
   */
  public record Stamp(int offset, int size, long value) {}

  /**
   * What tells a client that its cache is not kept up to date any more, so that it maps the present
   * one at its next look-up. nscd: {@code nscd_certainly_running} and {@code timestamp} of {@code
   * database_pers_head} are 0. sssd: {@code status} of {@code sss_mc_header} is {@code
   * SSS_MC_HEADER_RECYCLED}.
   */
  public List<Stamp> stale() {
    return stale;
  }

  /** Whose a descriptor is: a connection to one of its sockets, or one of its caches. */
  public static Optional<NameService> of(Kind kind) {
    if (kind instanceof UnixSocket socket) {
      return ofSocket(socket.peerPath());
    }
    return kind instanceof NameCache cache ? ofCache(cache.path()) : Optional.empty();
  }

  /** Whose socket has this name. */
  public static Optional<NameService> ofSocket(String path) {
    for (NameService service : values()) {
      for (String name : service.sockets) {
        if (path.contains(name)) {
          return Optional.of(service);
        }
      }
    }
    return Optional.empty();
  }

  /** Whose cache the file of this name is. */
  public static Optional<NameService> ofCache(String path) {
    for (NameService service : values()) {
      for (String folder : service.caches) {
        if (path.contains(folder) && !path.endsWith("/socket")) {
          return Optional.of(service);
        }
      }
    }
    return Optional.empty();
  }

  /** As administrators call it. */
  public String daemon() {
    return this == WINBIND ? "winbindd" : name().toLowerCase(Locale.ROOT);
  }
}
