// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.libc.Descriptors;
import io.jcr.runtime.plan.RecordingChunk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** What a rehearsal takes for one. */
  static final CarriedFile MADE_UP =
      new CarriedFile(Path.of("/made-up.jfr"), "recording-0.jfr", 0, PERMISSIONS, 0, 0);

  private final ImageFolder folder;
  private final long processId;
  private final Map<Path, CarriedFile> copied = new LinkedHashMap<>();
  private final List<CarriedFile> open = new ArrayList<>();
  private int names;

  /** Of that process, for that image; nothing is copied yet. */
  public Recordings(ImageFolder folder, long processId) {
    this.folder = requireNonNull(folder, "folder is null");
    this.processId = processId;
  }

  /** Loads and links what the stop will use. */
  public void rehearse() throws IOException {
    CarriedFile rehearsed = copy(folder.path().resolve(ImageWriter.MANIFEST));
    isCopied(rehearsed);
    isCopied(MADE_UP);
    delete(rehearsed);
    changed();
  }

  /**
   * Copies what is complete.
   *
   * @param opened what the recorder has open
   */
  public void copyComplete(List<Path> opened) throws IOException {
    Set<Path> complete = repository(opened);
    complete.removeAll(opened);
    for (Path path : List.copyOf(copied.keySet())) {
      if (!complete.contains(path)) {
        forget(path);
      }
    }
    for (Path path : complete) {
      copyComplete(path);
    }
  }

  /** Where it was being written when it was copied, that copy is none. */
  private void copyComplete(Path path) throws IOException {
    CarriedFile before = copied.get(path);
    if (before != null && isCopied(before)) {
      return;
    }
    forget(path);
    try {
      copied.put(path, copy(path));
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
    List<CarriedFile> files = new ArrayList<>(copied.values());
    for (Path path : opened) {
      open.add(copy(path));
    }
    files.addAll(open);
    return files;
  }

  /** The image holds no more than it lists. */
  private void forget(Path path) throws IOException {
    CarriedFile file = copied.remove(path);
    if (file != null) {
      delete(file);
    }
  }

  private void delete(CarriedFile file) throws IOException {
    Files.delete(folder.path().resolve(file.copy()));
  }

  /** What the recorder has written to since it was copied: nothing, but for the rarest moment. */
  public List<Path> changed() {
    List<Path> changed = new ArrayList<>();
    for (CarriedFile file : open) {
      if (!isCopied(file)) {
        changed.add(file.path());
      }
    }
    return changed;
  }

  /** The recorder appends whatever it writes. What is not there any more is no copy's original. */
  private static boolean isCopied(CarriedFile file) {
    try {
      return Files.size(file.path()) == file.size();
    } catch (IOException e) {
      return false;
    }
  }

  private Set<Path> repository(List<Path> opened) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    for (Path path : opened) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path.getParent())) {
        for (Path file : files) {
          if (isRecording(file)) {
            all.add(file);
          }
        }
      } catch (NoSuchFileException e) {
        // the recorder has ended
      }
    }
    return all;
  }

  /** Anybody may put files there; opening a FIFO would wait for its writer. */
  private boolean isRecording(Path file) {
    return RecordingChunk.isOf(file.toString(), processId)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
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
