// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jcr.runtime.kind.Pipe;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans this JVM and a child of it. */
class HandleScannerTest {
  @TempDir Path folder;

  @Test
  void findsLocksAndMappingsOfThisProcess() throws Exception {
    Path file = Files.writeString(folder.resolve("locked"), "x");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.lock();
      var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8192);
      HandleTable table = NewHandles.scan();
      FileLock lock = new FileLock(FileLock.Type.POSIX, true, 0, 0);
      assertThat(table.locks())
          .contains(
              new HeldLock(lock, file.toString(), NewHandles.device(file), NewHandles.inode(file)));
      assertThat(table.mappings())
          .extracting(
              FileMapping::path,
              FileMapping::shared,
              FileMapping::bytes,
              FileMapping::inode,
              FileMapping::size)
          .contains(
              tuple(file.toString(), true, 8192L, NewHandles.inode(file), OptionalLong.of(8192)));
      assertThat(mapped.isDirect()).isTrue();
    }
  }

  @Test
  void knowsTheSizeOfMappedFilesThatHaveAName() throws Exception {
    Path file = Files.write(folder.resolve("mapped (deleted)"), new byte[5000]);
    Path gone = Files.write(folder.resolve("gone"), new byte[5000]);
    try (FileChannel channel = FileChannel.open(file);
        FileChannel other = FileChannel.open(gone)) {
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 100);
      var deleted = other.map(FileChannel.MapMode.READ_ONLY, 0, 100);
      Files.delete(gone);
      HandleTable table = NewHandles.scan();
      assertThat(sizeOf(table, file)).hasValue(5000);
      assertThat(sizeOf(table, gone)).isEmpty();
      assertThat(mapped.isDirect() && deleted.isDirect()).isTrue();
    }
    Path library = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so").toRealPath();
    assertThat(sizeOf(NewHandles.scan(), library)).hasValue(Files.size(library));
  }

  private static OptionalLong sizeOf(HandleTable table, Path file) {
    return table.mappings().stream()
        .filter(mapping -> mapping.path().equals(file.toString()))
        .findFirst()
        .orElseThrow()
        .size();
  }

  @Test
  void findsThisProcessAndItsChildren() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      HandleTable table = NewHandles.scan();
      long processId = ProcessHandle.current().pid();
      assertThat(table.process().processId()).isEqualTo(processId);
      assertThat(table.process().threadIds()).startsWith(processId).hasSizeGreaterThan(5);
      assertThat(table.children()).extracting(ChildProcess::processId).contains(child.pid());
      HandleTable other = NewHandles.scanner(JdkCalls.of(Path.of("/proc/" + child.pid()))).scan();
      assertThat(other.process().threadIds()).containsExactly(child.pid());
      assertThat(other.handle(0))
          .hasValueSatisfying(handle -> assertThat(handle.kind()).isInstanceOf(Pipe.class));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void joinsProvenance() throws Exception {
    Provenance provenance = Provenance.beforeAgent(Instant.EPOCH);
    HandleTable table =
        new HandleScanner(JdkCalls.self(), Map::of, (descriptor, kind) -> Optional.of(provenance))
            .scan();
    assertThat(table.handles())
        .isNotEmpty()
        .allSatisfy(handle -> assertThat(handle.provenance()).contains(provenance));
  }

  @Test
  void scansWhileOthersOpenAndClose() throws Exception {
    Thread other =
        new Thread(
            () -> {
              while (!Thread.interrupted()) {
                openAndClose();
              }
            });
    other.start();
    try {
      for (int i = 0; i < 50; i++) {
        assertThat(NewHandles.scan().handles()).isNotEmpty();
      }
    } finally {
      other.interrupt();
      other.join();
    }
  }

  private void openAndClose() {
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    } catch (IOException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
