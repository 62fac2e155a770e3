// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for the daemons of vendors, of {@code src/test/c}: its module keeps one connection for
 * the whole process.
 */
final class VendorDaemon extends NameService {
  private static final Path SOURCES = Path.of("src/test/c");

  VendorDaemon(Path root) throws IOException {
    super(root);
  }

  @Override
  void prepare() throws Exception {
    Files.createDirectories(socket().getParent());
    compile(
        "client/lib/libnss_jcrvendor.so.2",
        "nss-vendor.c",
        "-shared",
        "-fPIC",
        "-DDAEMON=\"" + socket() + "\"");
    compile("vendor-daemon", "vendor-daemon.c");
  }

  private void compile(String output, String source, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("cc", "-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", root().resolve(output).toString()));
    command.add(SOURCES.resolve(source).toString());
    Result.of(command, Map.of()).hasStatus(0);
  }

  private Path socket() {
    return root().resolve("run/vendor/socket");
  }

  @Override
  String module() {
    return "jcrvendor";
  }

  @Override
  List<String> command() {
    return List.of(
        root().resolve("vendor-daemon").toString(),
        socket().toString(),
        root().resolve("etc").toString());
  }

  @Override
  List<String> caches() {
    return List.of("run/vendor");
  }

  @Override
  String mark() {
    return socket().toString();
  }
}
