// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVM and command of an ordinary user: refused before anything is touched. */
class NoPrivilegesIT {
  private static final Servers SERVERS =
      new Servers(
          jdk ->
              Server.start(
                  NoPrivilegesIT.nobody,
                  jdk,
                  NoPrivilegesIT.shared,
                  List.of(NoPrivilegesIT.nobody.agent(""))));

  @TempDir private static Path shared;

  private static Account nobody;

  @TempDir private Path folder;

  @BeforeAll
  static void copy() throws Exception {
    nobody = Account.nobody(shared);
  }

  @BeforeEach
  void prepare() {
    Requirements.criu();
  }

  @AfterAll
  static void end() {
    SERVERS.close();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void namesThePrivilegesThatAreMissing(Jdk jdk) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path image = folder.resolve("image");
    Server server = SERVERS.on(jdk);
    server
        .checkpoint(image)
        .refuses(3, "JCR-303")
        .says("CAP_CHECKPOINT_RESTORE", "CAP_SYS_PTRACE", "root");
    server.isUnharmed();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAFolderOfSomebodyElse(Jdk jdk) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Server server = SERVERS.on(jdk);
    server.checkpoint(folder.resolve("image")).refuses(4, "JCR-403").says(folder.toString());
    server.isUnharmed();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void doctorNamesThePrivilegesThatAreMissing(Jdk jdk) throws Exception {
    Result result = nobody.jcr("doctor").hasStatus(3);
    assertThat(result.output()).contains("JCR-303", "CAP_CHECKPOINT_RESTORE", "CAP_SYS_PTRACE");
  }
}
