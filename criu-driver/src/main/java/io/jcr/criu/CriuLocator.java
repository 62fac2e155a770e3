// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the first CRIU that passes {@code criu check} and is new enough for the kernel: the
 * configured one, {@code JCR_CRIU}, the prefix of {@code bin/install-criu}, the {@code PATH}.
 */
public final class CriuLocator {
  /** The default prefix of {@code bin/install-criu}. */
  public static final Path INSTALLED = Path.of("/opt/jcr/criu/sbin/criu");

  private final Keeper keeper;

  public CriuLocator(Keeper keeper) {
    this.keeper = keeper;
  }

  /**
   * Finds it.
   *
   * @param configured the program of the configuration (or {@code JCR_CRIU}); no other is looked at
   *     then
   * @throws CriuException that names every candidate and what is wrong with it
   */
  public UsableCriu find(Optional<Path> configured) throws CriuException {
    List<Path> candidates = configured.map(List::of).orElseGet(CriuLocator::candidates);
    List<CriuException> refused = new ArrayList<>();
    for (Path candidate : candidates) {
      Criu criu = new Criu(candidate, keeper);
      try {
        return usable(criu);
      } catch (CriuException e) {
        refused.add(e);
      }
    }
    throw noneOf(refused);
  }

  private static UsableCriu usable(Criu criu) throws CriuException {
    CriuVersion version = requireUsable(criu);
    try {
      BasicFileAttributes file = Files.readAttributes(criu.program(), BasicFileAttributes.class);
      return new UsableCriu(criu, version, file.size(), file.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw new CriuException(
          CriuFailure.MISSING,
          "there is no program " + criu.program() + " any more",
          "install CRIU with bin/install-criu",
          List.of());
    }
  }

  private static CriuVersion requireUsable(Criu criu) throws CriuException {
    CriuVersion kernel = kernel();
    CriuVersion needed = CriuVersion.neededFor(kernel);
    CriuVersion version = criu.version();
    if (version.compareTo(needed) < 0) {
      throw new CriuException(
          CriuFailure.TOO_OLD,
          criu.program() + " is version " + version + ", kernel " + kernel + " needs " + needed,
          "install a newer one with bin/install-criu",
          List.of());
    }
    criu.check();
    return version;
  }

  /** The version of the running kernel. */
  public static CriuVersion kernel() {
    try {
      return CriuVersion.parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")));
    } catch (IOException e) {
      throw new IllegalStateException("no /proc", e);
    }
  }

  private static List<Path> candidates() {
    return candidates(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  /**
   * Elements that depend on the working directory are left out: anybody may put a program there.
   */
  static List<Path> candidates(String path) {
    List<Path> candidates = new ArrayList<>();
    candidates.add(INSTALLED);
    for (String folder : (path + File.pathSeparator + "/usr/sbin").split(File.pathSeparator)) {
      Path candidate = Path.of(folder, "criu");
      boolean program = folder.startsWith("/") && Files.isExecutable(candidate);
      if (program && !candidates.contains(candidate)) {
        candidates.add(candidate);
      }
    }
    return candidates;
  }

  private static CriuException noneOf(List<CriuException> refused) {
    if (refused.size() == 1) {
      return refused.get(0);
    }
    CriuException first =
        refused.stream()
            .filter(e -> e.failure() != CriuFailure.MISSING)
            .findFirst()
            .orElse(refused.get(0));
    List<String> all = refused.stream().map(Throwable::getMessage).toList();
    return new CriuException(first.failure(), "no usable CRIU", first.remedy(), all);
  }
}
