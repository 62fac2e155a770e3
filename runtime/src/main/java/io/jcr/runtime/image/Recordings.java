// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.libc.Descriptors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The repository of the flight recorder, copied into the image. What is complete is copied while
 * the application runs; what is being written, or was completed since, while the world stands
 * still.
 */
public final class Recordings {
  private static final int PERMISSIONS = 0777;

  private final ImageFolder folder;
  private final Map<Path, CarriedFile> copied = new HashMap<>();
  private final List<CarriedFile> open = new ArrayList<>();
  private int names;

  /** Of that image; nothing is copied yet. */
  public Recordings(ImageFolder folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Loads and links what the stop will use. */
  public void rehearse() throws IOException {
    CarriedFile rehearsed = copy(folder.path().resolve(ImageWriter.MANIFEST));
    isCopied(rehearsed);
    Files.delete(folder.path().resolve(rehearsed.copy()));
    changed();
  }

  /**
   * Copies what is complete.
   *
   * @param opened what the recorder has open
   */
  public void copyComplete(List<Path> opened) throws IOException {
    for (Path path : repository(opened)) {
      if (!opened.contains(path)) {
        copyComplete(path);
      }
    }
  }

  /** Where it was being written when it was copied, that copy is none. */
  private void copyComplete(Path path) throws IOException {
    try {
      CarriedFile before = copied.get(path);
      if (before == null || !isCopied(before)) {
        copied.put(path, copy(path));
      }
    } catch (IOException e) {
      if (Files.exists(path)) { // the recorder throws away what is old
        throw e;
      }
    }
  }

  /**
   * Copies what is not copied yet.
   *
   * @param opened what the recorder has open
   * @return all that the next life needs
   */
  List<CarriedFile> copyAll(List<Path> opened) throws IOException {
    copyComplete(opened);
    List<CarriedFile> files = new ArrayList<>();
    for (Path path : repository(opened)) {
      if (!opened.contains(path)) {
        files.add(copied.get(path));
      }
    }
    for (Path path : opened) {
      open.add(copy(path));
    }
    files.addAll(open);
    return files;
  }

  /** What the recorder has written to since it was copied: nothing, but for the rarest moment. */
  public List<Path> changed() throws IOException {
    List<Path> changed = new ArrayList<>();
    for (CarriedFile file : open) {
      if (!isCopied(file)) {
        changed.add(file.path());
      }
    }
    return changed;
  }

  /** The recorder appends whatever it writes. */
  private static boolean isCopied(CarriedFile file) throws IOException {
    return Files.size(file.path()) == file.size();
  }

  private static Set<Path> repository(List<Path> opened) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    for (Path path : opened) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path.getParent())) {
        for (Path file : files) {
          if (file.toString().endsWith(".jfr")) {
            all.add(file);
          }
        }
      } catch (NoSuchFileException e) {
        // the recorder has ended
      }
    }
    return all;
  }

  private CarriedFile copy(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid");
    String name = "recording-" + names++ + ".jfr";
    String target = folder.path().resolve(name).toString();
    long size = Descriptors.copyNew(path.toString(), target);
    return new CarriedFile(
        path,
        name,
        size,
        number(attributes, "mode") & PERMISSIONS,
        number(attributes, "uid"),
        number(attributes, "gid"));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return ((Number) attributes.get(name)).intValue();
  }
}
