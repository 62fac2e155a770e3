// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens real files and pipes in this JVM and looks for them in the table. */
class FileHandlesTest {
  @TempDir Path folder;
  private NewHandles opened;

  @BeforeEach
  void remember() throws Exception {
    opened = new NewHandles();
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void findsAFileWithItsOffsetAndFlags() throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "twelve bytes");
    open(file).position(7);
    Handle handle = opened.single();
    assertThat(handle.kind())
        .isEqualTo(
            new RegularFile(
                file.toString(),
                12,
                NewHandles.device(file),
                NewHandles.inode(file),
                false,
                Files.getLastModifiedTime(file).toInstant()));
    assertThat(handle.offset()).isEqualTo(7);
    assertThat(handle.flags() & 3).isZero(); // O_RDONLY
  }

  @Test
  void findsADeletedFileAndOneThatIsOnlyCalledSo() throws Exception {
    Path gone = Files.createFile(folder.resolve("gone"));
    Path odd = Files.createFile(folder.resolve("odd (deleted)"));
    long inode = NewHandles.inode(gone);
    open(gone);
    open(odd);
    Files.delete(gone);
    assertThat(opened.kinds())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("device", "modified")
        .containsExactlyInAnyOrder(
            new RegularFile(gone.toString(), 0, inode, true),
            new RegularFile(odd.toString(), 0, NewHandles.inode(odd), false));
  }

  @Test
  void takesAFileThatLostOneOfTwoNamesForDeleted() throws Exception {
    Path file = Files.createFile(folder.resolve("first"));
    Files.createLink(folder.resolve("second"), file);
    open(file);
    Files.delete(file);
    assertThat(((RegularFile) opened.single().kind()).deleted()).isTrue();
  }

  @Test
  void readsNamesAsUtf8WhateverTheLocaleIs() throws Exception {
    new ProcessBuilder("sh", "-c", "touch \"$(printf 'sm\\303\\266r %%%%')\"")
        .directory(folder.toFile())
        .start()
        .waitFor();
    // The listing keeps the bytes, which Path.of would refuse in the C locale.
    try (Stream<Path> files = Files.list(folder)) {
      open(files.findFirst().orElseThrow());
    }
    assertThat(opened.kinds()).map(Kind::target).contains(folder + "/sm\u00f6r %%");
  }

  @Test
  void findsAPipeWithBothEndsInside() throws Exception {
    keepPipe();
    assertThat(opened.kinds())
        .hasSize(2)
        .allSatisfy(kind -> assertThat(kind).isInstanceOf(Pipe.class))
        .allMatch(kind -> ((Pipe) kind).insideProcess())
        .noneMatch(kind -> ((Pipe) kind).packets());
  }

  @Test
  void findsASelectorAndWhatItWatches() throws Exception {
    java.nio.channels.Pipe pipe = keepPipe();
    List<Integer> ends = opened.all().stream().map(Handle::descriptor).toList();
    Selector selector = opened.keep(Selector.open());
    pipe.source().configureBlocking(false).register(selector, SelectionKey.OP_READ);
    selector.selectNow();
    assertThat(opened.kinds())
        .filteredOn(Epoll.class::isInstance)
        .singleElement()
        .satisfies(
            kind ->
                assertThat(((Epoll) kind).interests())
                    .extracting(Epoll.Interest::descriptor)
                    .containsAnyElementsOf(ends));
  }

  @Test
  void findsDevicesAndFoldersAndLeavesItselfOut() throws Exception {
    open(Path.of("/dev/null"));
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      assertThat(listing).isNotNull();
      assertThat(opened.kinds())
          .containsOnly(new CharacterDevice("/dev/null", 1, 3), new Directory(folder.toString()));
    }
    opened.close();
    assertThat(opened.kinds()).isEmpty();
  }

  private FileChannel open(Path file) throws IOException {
    return opened.keep(FileChannel.open(file, StandardOpenOption.READ));
  }

  private java.nio.channels.Pipe keepPipe() throws IOException {
    java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
    opened.keep(pipe.source());
    opened.keep(pipe.sink());
    return pipe;
  }
}
