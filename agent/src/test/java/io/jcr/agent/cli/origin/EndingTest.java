// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcr.agent.request.ProcessFolder;
import io.jcr.runtime.JcrException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {
  @TempDir private Path folder;

  @Test
  void whatIsGoneHasEnded() {
    assertEnded(folder, new NoSuchFileException("/proc/4/fd"));
    assertEnded(folder, new DirectoryIteratorException(new NoSuchFileException("/proc/4/fd")));
    assertEnded(folder.resolve("none"), new AccessDeniedException("/proc/4/fd"));
  }

  @Test
  void aZombieHasEnded() throws Exception {
    Files.writeString(folder.resolve("stat"), "4 (a) R) Z 1 4");
    assertEnded(folder, new AccessDeniedException("/proc/4/fd"));
  }

  @Test
  void whatLivesIsToldOf() throws Exception {
    Files.writeString(folder.resolve("stat"), "4 (Z) S 1 4");
    Exception full = new FileSystemException("/proc/4/fd", null, "Too many");
    assertTold(
        full, "JCR-605: the process cannot be looked at (/proc/4/fd: Too many); ask as root");
    assertTold(new AccessDeniedException("/proc/4/fd"), "(/proc/4/fd)");
    assertTold(new DirectoryIteratorException(new AccessDeniedException("/proc/4/fd")), "/4/fd)");
  }

  private static void assertEnded(Path process, Exception e) {
    assertThatCode(() -> Ending.require(new ProcessFolder(process), e)).doesNotThrowAnyException();
  }

  private void assertTold(Exception e, String words) {
    assertThatThrownBy(() -> Ending.require(new ProcessFolder(folder), e))
        .isInstanceOf(JcrException.class)
        .hasMessageContaining(words);
  }
}
