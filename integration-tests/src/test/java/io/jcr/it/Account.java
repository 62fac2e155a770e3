// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody who runs JVMs and the command.
 *
 * @param prefix becomes that user, and runs the rest of its arguments
 * @param distribution where that user can read the distribution
 * @param classes where that user can read the programs of {@code io.jcr.it.app}
 */
record Account(List<String> prefix, Path distribution, Path classes) {
  /** {@code nobody} of every Linux: the overflow id of user_namespaces(7). */
  private static final String NOBODY = "65534";

  private static final String EVERYBODY_READS = "rwxr-xr-x";

  Account {
    requireNonNull(distribution, "distribution is null");
    requireNonNull(classes, "classes is null");
    prefix = List.copyOf(prefix);
  }

  /** Who runs the tests. */
  static Account own() {
    return new Account(List.of(), Jcr.HOME, Path.of(App.CLASSES));
  }

  /**
   * A user without any privilege.
   *
   * @param folder gets copies of what that user must read; every user may read it afterwards
   */
  static Account nobody(Path folder) throws IOException {
    Path distribution = folder.resolve("distribution");
    Path classes = folder.resolve("classes");
    Folders.copy(Jcr.HOME, distribution);
    Folders.copy(Path.of(App.CLASSES), classes);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(EVERYBODY_READS));
    Files.setPosixFilePermissions(
        distribution.resolve("bin/jcr"), PosixFilePermissions.fromString(EVERYBODY_READS));
    List<String> prefix =
        List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=-all",
            "--bounding-set=-all");
    return new Account(prefix, distribution, classes);
  }

  /** A command line as that user. */
  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  /** Runs {@code jcr ARGUMENTS} as that user. */
  Result jcr(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/jcr").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Result.of(command(command), Map.of());
  }

  /** The option of the JVM that starts the agent. */
  String agent(String options) {
    return "-javaagent:" + distribution.resolve("jcr-agent.jar") + options;
  }
}
