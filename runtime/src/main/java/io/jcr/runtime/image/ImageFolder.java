// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * An image while it comes into being: a folder beside the target, under a temporary name, mode
 * 0700. The keeper renames it once CRIU has succeeded.
 */
public final class ImageFolder {
  /** Where the keeper says why a complete image did not get its name. */
  private static final String KEEPER_ERROR = "keeper.error";

  /** CRIU writes it last, and the keeper gives no image without it a name (seal.c). */
  private static final String INVENTORY = "inventory.img";

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path temporary;

  private ImageFolder(Path temporary) {
    this.temporary = temporary;
  }

  /** Throws where no image can be made under {@code target}; changes nothing. */
  public static void requireFree(Path target) throws JcrException {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new JcrException(
          Code.TARGET_EXISTS,
          target + " exists already",
          "choose another folder, or remove this one; nothing is ever overwritten");
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new JcrException(
          Code.TARGET_NOT_A_FOLDER,
          target + " is there, and is no folder",
          "choose another name for the image");
    }
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new JcrException(
          Code.PARENT_NOT_WRITABLE,
          "the folder " + parent + " does not exist or cannot be written",
          "make it, or give this user the right to write there");
    }
  }

  /** Makes the temporary folder. */
  public static ImageFolder create(Path target, String id) throws JcrException {
    requireFree(target);
    Path temporary = target.resolveSibling("." + target.getFileName() + ".jcr-" + id);
    try {
      Files.createDirectory(temporary, FOLDER_MODE);
      return new ImageFolder(temporary);
    } catch (IOException e) {
      throw unwritable(temporary, e);
    }
  }

  /** Where the image's files are written. */
  public Path path() {
    return temporary;
  }

  /** Writes one file, mode 0600. */
  public void write(String name, String content) throws JcrException {
    Path file = temporary.resolve(name);
    try {
      Files.createFile(file, FILE_MODE);
      Files.writeString(file, content, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static JcrException unwritable(Path file, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
    String reason =
        e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : "" + e;
    return full
        ? new JcrException(Code.NO_SPACE, "no space left for " + file, "make room for the image", e)
        : new JcrException(
            Code.PARENT_NOT_WRITABLE,
            "cannot write " + file + " (" + reason + ")",
            "choose a folder that this user can write",
            e);
  }

  /** Keeps the keeper from giving it its name; before the keeper gives back what was parked. */
  public void spoil() throws IOException {
    Files.deleteIfExists(temporary.resolve(INVENTORY));
  }

  /** What the keeper has to say where it could not give the image its name. */
  public Optional<String> keeperError() {
    try {
      return Optional.of(Files.readString(temporary.resolve(KEEPER_ERROR)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Removes what is there under the temporary name, but no image that lacks its name alone. */
  public void removeIncomplete() {
    if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS) || keeperError().isPresent()) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(temporary);
    } catch (IOException e) {
      System.err.println("[jcr] cannot remove " + temporary + ": " + e);
    }
  }
}
