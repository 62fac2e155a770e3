// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The executable mappings of a JVM ({@code /proc/PID/maps}, proc_pid_maps(5)).
 *
 * @param mappings by address
 * @param jdk the JDK's folder with a slash at its end; empty where there is no JVM
 * @param ownLibrary the one that JCR's agent itself has loaded, or empty
 */
record NativeCode(List<Mapping> mappings, String jdk, String ownLibrary) {
  private static final int FIELDS = 6; // range, access, offset, device, inode number, name
  private static final String DELETED = " (deleted)";
  private static final String JVM = "/libjvm.so";
  private static final int BELOW_HOME = 3; // lib/server/libjvm.so

  /** Of the C and C++ runtime, and what the JDK itself may be linked with. */
  private static final Set<String> SYSTEM =
      Set.of(
          "libc",
          "libm",
          "libpthread",
          "libdl",
          "librt",
          "libgcc_s",
          "libstdc++",
          "libz",
          "libresolv",
          "libnss_files",
          "libnss_dns",
          "libnss_compat",
          "linux-vdso",
          "ld-linux-x86-64",
          "ld-linux-aarch64",
          "ld-musl-x86_64",
          "ld-musl-aarch64");

  /**
   * One range.
   *
   * @param path the file, without the kernel's {@code " (deleted)"}; empty for compiled Java code,
   *     {@code [vdso]} and such for the kernel's
   */
  record Mapping(long start, long end, long offset, String path) {
    boolean contains(long address) {
      return address >= start && address < end;
    }

    boolean isFile() {
      return path.startsWith("/");
    }
  }

  static NativeCode parse(String maps, String ownLibrary) {
    List<Mapping> mappings = new ArrayList<>();
    for (String line : maps.split("\n", -1)) {
      String[] fields = line.split(" +", FIELDS);
      if (fields.length >= FIELDS - 1 && fields[1].indexOf('x') >= 0) {
        String[] range = fields[0].split("-", 2);
        mappings.add(
            new Mapping(
                Long.parseUnsignedLong(range[0], 16),
                Long.parseUnsignedLong(range[1], 16),
                Long.parseUnsignedLong(fields[2], 16),
                path(fields)));
      }
    }
    return new NativeCode(mappings, home(mappings), ownLibrary);
  }

  private static String path(String[] fields) {
    String path = fields.length < FIELDS ? "" : fields[5];
    return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
  }

  private static String home(List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      if (mapping.path().endsWith(JVM)) {
        Path path = Path.of(mapping.path());
        int count = path.getNameCount() - BELOW_HOME;
        return count > 0 ? "/" + path.subpath(0, count) + "/" : "";
      }
    }
    return "";
  }

  /** The range that an address is in. */
  Optional<Mapping> find(long address) {
    int low = 0;
    int high = mappings.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Mapping mapping = mappings.get(middle);
      if (mapping.contains(address)) {
        return Optional.of(mapping);
      }
      if (address < mapping.start()) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return Optional.empty();
  }

  /** Libraries that came with the application, each once. */
  List<Mapping> libraries() {
    List<Mapping> libraries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Mapping mapping : mappings) {
      if (isForeign(mapping) && seen.add(mapping.path())) {
        libraries.add(mapping);
      }
    }
    return libraries;
  }

  /** Whether it is neither the JVM's, nor the C library's, nor JCR's. */
  boolean isForeign(Mapping mapping) {
    return mapping.isFile()
        && !isSystem(mapping)
        && !mapping.path().equals(ownLibrary)
        && (jdk.isEmpty() || !mapping.path().startsWith(jdk));
  }

  /** Whether it is the C library's, which everybody calls. */
  boolean isSystem(Mapping mapping) {
    if (!mapping.isFile()) {
      return mapping.path().startsWith("[");
    }
    String name = mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
    int end = name.indexOf(".so");
    String stem = end < 0 ? name : name.substring(0, end);
    return SYSTEM.contains(stem)
        || SYSTEM.contains(stem.replaceFirst("-\\d.*", "")); // libc-2.31.so, before glibc 2.34
  }
}
