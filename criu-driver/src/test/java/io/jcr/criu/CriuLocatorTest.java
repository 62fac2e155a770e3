// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriuLocatorTest {
  /** In the working directory of the tests. */
  private static final Path HERE = Path.of("criu").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void putProgramInWorkingDirectory() throws Exception {
    makeProgram(HERE);
  }

  @AfterEach
  void remove() throws Exception {
    Files.delete(HERE);
  }

  @Test
  void looksForNoProgramInTheWorkingDirectory() {
    for (String path : new String[] {"", ":", ".:/nowhere", "::.", "../" + HERE.getParent()}) {
      assertThat(CriuLocator.candidates(path)).as(path).doesNotContain(HERE);
    }
  }

  @Test
  void findsWhatIsOnThePath() throws Exception {
    Path program = makeProgram(folder.resolve("criu"));
    assertThat(CriuLocator.candidates("/nowhere:" + folder + ":" + folder))
        .startsWith(CriuLocator.INSTALLED, program)
        .doesNotHaveDuplicates();
  }

  private static Path makeProgram(Path path) throws Exception {
    Files.writeString(path, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }
}
