// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** The JDK's own ways, which need no native library. */
final class JdkCalls implements ProcCalls {
  private static final String ATTRIBUTES = "unix:mode,rdev,ino,dev,size,lastModifiedTime";

  /** The files of this process. */
  static ProcFiles self() {
    return of(Path.of("/proc/self"));
  }

  /** The files of the process that a folder stands for. */
  static ProcFiles of(Path folder) {
    return new ProcFiles(folder, new JdkCalls());
  }

  /** The kernel gives 0 for the size of these files, for which Files.readAllBytes is slow. */
  @Override
  public byte[] read(String path) throws IOException {
    try (InputStream stream = Files.newInputStream(Path.of(path))) {
      return stream.readAllBytes();
    }
  }

  @Override
  public String link(String path) throws IOException {
    return PathText.of(Files.readSymbolicLink(Path.of(path)));
  }

  @Override
  public FileAttributes attributes(String path) throws IOException {
    Map<String, Object> values = Files.readAttributes(Path.of(path), ATTRIBUTES);
    return new FileAttributes(
        ((Number) values.get("mode")).intValue(),
        ((Number) values.get("rdev")).longValue(),
        ((Number) values.get("ino")).longValue(),
        ((Number) values.get("dev")).longValue(),
        ((Number) values.get("size")).longValue(),
        ((FileTime) values.get("lastModifiedTime")).toInstant());
  }

  /** The JDK has a type for ENOENT at opening, and for what else goes wrong at opening. */
  @Override
  public boolean isGone(IOException failure) {
    return failure instanceof NoSuchFileException || !(failure instanceof FileSystemException);
  }
}
