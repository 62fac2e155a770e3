// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The C library's own daemon, nscd(8). It gives its clients its caches to map, as Debian's
 * configuration does.
 */
final class Nscd extends DebianDaemon {
  private static final String CACHE =
      """
      enable-cache          %1$s yes
      positive-time-to-live %1$s 600
      negative-time-to-live %1$s 20
      suggested-size        %1$s 211
      check-files           %1$s yes
      persistent            %1$s yes
      shared                %1$s yes
      max-db-size           %1$s 33554432
      """;

  Nscd(Path root) throws Exception {
    super(root);
  }

  @Override
  void prepare() throws Exception {
    super.prepare();
    String caches = CACHE.formatted("passwd") + CACHE.formatted("group") + CACHE.formatted("hosts");
    Files.writeString(root().resolve("etc/nscd.conf"), caches);
  }

  @Override
  String module() {
    return "";
  }

  @Override
  List<String> command() {
    return rooted("/usr/sbin/nscd", "--foreground");
  }

  @Override
  List<String> caches() {
    return List.of("var/cache/nscd", "run/nscd");
  }

  @Override
  String mark() {
    return "/var/cache/nscd/";
  }
}
