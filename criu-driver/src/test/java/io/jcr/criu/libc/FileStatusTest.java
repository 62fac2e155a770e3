// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatusTest {
  @TempDir private Path folder;

  /** A folder, devices, a file of another file system, and a link that leads somewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/dev/null", "/dev/pts/ptmx", "/proc/self/maps", "/proc/self/exe"})
  void saysWhatTheJdkSays(String path) throws Exception {
    assertSameAsTheJdk(FileStatus.of(path), Path.of(path));
  }

  @Test
  void saysWhatTheJdkSaysOfAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    Instant modified = Instant.parse("2011-11-11T11:11:11.123456Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileStatus status = FileStatus.of(link.toString());
    assertSameAsTheJdk(status, file);
    assertThat(status.size()).isEqualTo(10);
    assertThat(status.modified()).isEqualTo(modified);
  }

  private static void assertSameAsTheJdk(FileStatus status, Path path) throws Exception {
    Map<String, Object> values = Files.readAttributes(path, "unix:mode,rdev,ino,dev");
    assertThat(status.mode()).isEqualTo(values.get("mode"));
    assertThat(status.rawDevice()).isEqualTo(values.get("rdev"));
    assertThat(status.inode()).isEqualTo(values.get("ino"));
    assertThat(status.device()).isEqualTo(values.get("dev"));
  }

  @Test
  void namesThePathThatIsMissing() {
    assertThatThrownBy(() -> FileStatus.of("/none")).hasMessage("statx(\"/none\"): ENOENT (2)");
  }
}
