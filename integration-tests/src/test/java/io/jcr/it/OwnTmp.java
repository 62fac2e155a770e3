// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands in a mount namespace of their own (mount_namespaces(7)), whose {@code /tmp} is empty: as
 * in a new container, or after a reboot.
 */
final class OwnTmp {
  private static final String TMP = "/tmp";

  /** What the tests are made of, and what they have unpacked. */
  private static final Path MODULE = Path.of("").toAbsolutePath();

  /**
   * The folders that are needed, where they are below {@code /tmp}, are mounted in the new one. The
   * streams are opened anew: CRIU finds no file by a mount of another namespace.
   */
  private static final String SCRIPT =
      """
      set -e
      output=$(readlink /proc/self/fd/2)
      stage=$1
      shift
      mkdir -p "$stage"
      mount -t tmpfs -o mode=1777 tmpfs "$stage"
      while [ "$1" != -- ]; do
        mkdir -p "$stage/$1"
        mount --bind "/tmp/$1" "$stage/$1"
        shift
      done
      shift
      mount --rbind "$stage" /tmp
      cd "$PWD"
      exec "$@" </dev/null >>"$output" 2>&1
      """;

  private OwnTmp() {}

  /**
   * A command that keeps its process id.
   *
   * @param folder of the test
   */
  static List<String> command(Path folder, List<String> command) {
    List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
    all.addAll(List.of("sh", "-c", SCRIPT, "own-tmp", folder.resolve("own-tmp").toString()));
    Stream.of(folder, MODULE, Jcr.HOME)
        .filter(each -> each.startsWith(TMP))
        .forEach(each -> all.add(Path.of(TMP).relativize(each).toString()));
    all.add("--");
    all.addAll(command);
    return all;
  }

  /** A command that sees what a process sees. */
  static List<String> inside(long processId, Object... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--mount", "--target", "" + processId));
    for (Object word : command) {
      all.add(word.toString());
    }
    return all;
  }
}
