// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The libraries of a JVM's process that may have opened something, and their symbols. */
final class Libraries {
  /** The C library's way to any system call (syscall(2)). */
  private static final String ANY_CALL = "syscall";

  private final Path process;
  private final Map<String, Optional<ElfFile>> files = new HashMap<>();
  private NativeCode code;

  Libraries(Path process, NativeCode code) {
    this.process = process;
    this.code = code;
  }

  NativeCode code() {
    return code;
  }

  /** Libraries may have been loaded since. */
  void replace(NativeCode newer) {
    code = newer;
  }

  /** The candidates, those first that take the very functions from the C library. */
  JsonArray candidates(Opening opening) {
    record Candidate(String path, List<String> functions) {}
    List<Candidate> candidates = new ArrayList<>();
    for (NativeCode.Mapping library : code.libraries()) {
      candidates.add(new Candidate(library.path(), functions(library, opening)));
    }
    candidates.sort(Comparator.comparing(candidate -> candidate.functions().isEmpty()));
    JsonArray array = new JsonArray();
    for (Candidate candidate : candidates) {
      JsonObject object = new JsonObject();
      object.addProperty("path", candidate.path());
      JsonArray functions = new JsonArray();
      candidate.functions().forEach(functions::add);
      object.add("calls", functions);
      array.add(object);
    }
    return array;
  }

  private List<String> functions(NativeCode.Mapping library, Opening opening) {
    List<String> found = new ArrayList<>();
    Optional<ElfFile> file = file(library);
    if (file.isPresent()) {
      List<String> wanted = new ArrayList<>(opening.functions());
      wanted.add(ANY_CALL);
      for (String function : wanted) {
        if (file.get().imports(function)) {
          found.add(function);
        }
      }
    }
    return found;
  }

  /** Where an address is: {@code libx.so+0x1a2b (function)}. */
  String describe(NativeCode.Mapping mapping, long address) {
    long offset = address - mapping.start() + mapping.offset();
    String name = mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
    String symbol =
        file(mapping).flatMap(file -> file.functionAt(offset)).map(s -> " (" + s + ")").orElse("");
    return name + "+0x" + Long.toHexString(offset) + symbol;
  }

  private Optional<ElfFile> file(NativeCode.Mapping mapping) {
    return mapping.isFile()
        ? files.computeIfAbsent(mapping.path(), path -> read(mapping))
        : Optional.empty();
  }

  /** By the mapping, which leads to a deleted file too; not every user may look there. */
  private Optional<ElfFile> read(NativeCode.Mapping mapping) {
    String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
    try {
      return Optional.of(ElfFile.read(process.resolve("map_files").resolve(range)));
    } catch (IOException closed) {
      return readByName(mapping.path());
    }
  }

  private Optional<ElfFile> readByName(String path) {
    try {
      return Optional.of(ElfFile.read(process.resolve("root").resolve(path.substring(1))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
