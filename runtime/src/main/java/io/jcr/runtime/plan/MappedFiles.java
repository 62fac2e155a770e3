// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.NameService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that the processes of the image have mapped: libraries, archives of classes, data. CRIU
 * opens each of them at restore, and refuses one of another size (open_filemap and validate_file of
 * its files-reg.c).
 */
final class MappedFiles {
  private final List<KeptFile> files;
  private final Platform platform;

  private MappedFiles(List<KeptFile> files, Platform platform) {
    this.files = files;
    this.platform = platform;
  }

  static MappedFiles of(HandleTable table, Platform platform) {
    List<FileMapping> mappings = new ArrayList<>(table.mappings());
    mappings.removeIf(mapping -> NameService.ofCache(mapping.path()).isPresent()); // copied
    for (ChildProcess child : table.children()) {
      // Nobody stops a child before CRIU does: until then it may write, and make a file longer.
      child.mappings().stream()
          .filter(mapping -> !mapping.shared() || !mapping.isWritable())
          .forEach(mappings::add);
    }
    return new MappedFiles(
        mappings.stream().flatMap(MappedFiles::kept).distinct().toList(), platform);
  }

  private static Stream<KeptFile> kept(FileMapping mapping) {
    String path = mapping.path();
    return mapping.size().isEmpty()
            || mapping.deleted()
            || CountersFile.isPath(path)
            || path.indexOf('\n') >= 0
        ? Stream.empty()
        : Stream.of(new KeptFile(path, mapping.size().getAsLong()));
  }

  /** The JDK's: those that tell its build, and the mapped ones. */
  List<KeptFile> ofJdk() {
    return with(platform.jdkFiles(), Set.of(), true);
  }

  /**
   * All others.
   *
   * @param kept open files that are compared, which come first
   * @param data files that are compared otherwise
   */
  List<KeptFile> ofOthers(List<KeptFile> kept, List<DataFile> data) {
    Set<String> named =
        data.stream().map(each -> each.file().path()).collect(Collectors.toUnmodifiableSet());
    return with(kept, named, false);
  }

  private List<KeptFile> with(List<KeptFile> first, Set<String> without, boolean inJdk) {
    Set<String> known = first.stream().map(KeptFile::path).collect(Collectors.toSet());
    known.addAll(without);
    List<KeptFile> all = new ArrayList<>(first);
    files.stream()
        .filter(file -> platform.isInJdk(file.path()) == inJdk && known.add(file.path()))
        .forEach(all::add);
    return all;
  }
}
