// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A name service of Debian's: its programs are those of {@code name-services.sh}. */
abstract class DebianDaemon extends NameService {
  private final Path debian;
  private Mount programs;

  DebianDaemon(Path root) throws Exception {
    super(root);
    debian = Requirements.nameServices();
  }

  /** Where Debian's packages are. */
  Path debian() {
    return debian;
  }

  /** Makes a root file system around Debian's programs. */
  @Override
  void prepare() throws Exception {
    programs = Mount.readOnly(debian.resolve("usr"), root().resolve("usr"));
    for (String merged : List.of("bin", "sbin", "lib", "lib64")) {
      Files.createSymbolicLink(root().resolve(merged), Path.of("usr", merged));
    }
    Files.createSymbolicLink(root().resolve("var/run"), Path.of("../run"));
    device("null", "3"); // the numbers are those of Documentation/admin-guide/devices.txt
    device("urandom", "9");
    for (String folder : List.of("tmp", "var/cache/nscd", "var/log/sssd")) {
      Files.createDirectories(root().resolve(folder));
    }
    Files.writeString(
        root().resolve("etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
  }

  private void device(String name, String minor) throws IOException, InterruptedException {
    Path path = Files.createDirectories(root().resolve("dev")).resolve(name);
    Result.of(List.of("mknod", "-m", "666", path.toString(), "c", "1", minor), Map.of())
        .hasStatus(0);
  }

  /** A command line in its root file system. */
  List<String> rooted(String... command) {
    List<String> all = new ArrayList<>(List.of("chroot", root().toString()));
    all.addAll(List.of(command));
    return all;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (programs != null) {
        programs.close();
      }
    }
  }
}
