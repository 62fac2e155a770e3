// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of the configuration whole. */
final class TextFile {
  private TextFile() {}

  /** The file's text; empty, and a problem noted, where it cannot be read. */
  static Optional<String> read(Path path, Problems problems) {
    Place place = new Place(path.toString(), 0);
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      problems.add(place, "there is no such file; name one that exists");
    } catch (CharacterCodingException e) {
      problems.add(place, "is not in UTF-8; store it so");
    } catch (IOException e) {
      problems.add(place, "cannot be read (" + e.getMessage() + "); name a file that can");
    }
    return Optional.empty();
  }
}
