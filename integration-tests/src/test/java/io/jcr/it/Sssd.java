// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The System Security Services Daemon, sssd(8), whose users and groups are those of its own files.
 * Its clients map its caches by themselves, and keep a connection for each thread.
 */
final class Sssd extends DebianDaemon {
  /** Who was not there a moment ago may be there now: it starts while it is asked. */
  private static final String CONFIGURATION =
      """
      [sssd]
      services = nss
      domains = local
      enable_files_domain = false
      [nss]
      filter_users = root
      filter_groups = root
      entry_negative_timeout = 0
      local_negative_timeout = 0
      [domain/local]
      id_provider = files
      resolver_provider = proxy
      proxy_resolver_lib_name = files
      """;

  Sssd(Path root) throws Exception {
    super(root);
  }

  @Override
  void prepare() throws Exception {
    super.prepare();
    Path configuration = root().resolve("etc/sssd/sssd.conf");
    Files.createDirectories(configuration.resolveSibling("conf.d"));
    Files.writeString(configuration, CONFIGURATION);
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
    for (String folder : List.of("db", "mc", "pipes/private", "pubconf", "secrets", "gpo_cache")) {
      Files.createDirectories(root().resolve("var/lib/sss").resolve(folder));
    }
    try (var found =
        Files.find(
            debian().resolve("usr/lib"),
            2,
            (path, attributes) -> path.endsWith("libnss_sss.so.2"))) {
      Path library = found.findFirst().orElseThrow();
      Files.copy(library, root().resolve("client/lib").resolve(library.getFileName()));
    }
  }

  @Override
  String module() {
    return "sss";
  }

  @Override
  List<String> command() {
    return rooted("/usr/sbin/sssd", "--interactive");
  }

  @Override
  List<String> caches() {
    return List.of("var/lib/sss/db", "var/lib/sss/mc", "var/lib/sss/pipes");
  }

  @Override
  String mark() {
    return "/var/lib/sss/";
  }
}
