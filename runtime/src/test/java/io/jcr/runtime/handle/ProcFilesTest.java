// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  @TempDir Path root;
  private ProcFiles proc;

  @BeforeEach
  void makeTree() throws Exception {
    proc = JdkCalls.of(root.resolve("100"));
    write("100/status", "TracerPid:\t0\nUid:\t5\t6\t6\t6\nGid:\t7\t8\t8\t8\nNSpid:\t100\n");
    write("100/stat", "100 (java) S 1 90 80 0 -1\n");
    write("100/maps", "");
    write("100/task/100/children", "");
    write("100/task/9/children", "200 300 ");
    write("200/stat", "200 (sh (x)) S 100 90 80 0 -1\n");
    write("200/status", "TracerPid:\t0\nUid:\t5\t6\t6\t6\nGid:\t7\t8\t8\t8\nNSpid:\t200\n");
    write("200/cmdline", "sh\0-c\0sleep 1\0");
    write("200/task/200/children", "201 ");
    write("201/stat", "201 (sleep) Z 200 90 80 0 -1\n");
    write("201/status", "TracerPid:\t0\nUid:\t5\t6\t6\t6\nGid:\t7\t8\t8\t8\nNSpid:\t201\n");
    write("201/task/201/children", "");
    Files.createDirectories(root.resolve("100/fd"));
    Files.createDirectories(root.resolve("200/fd"));
  }

  @Test
  void scansACopiedTree() throws Exception {
    HandleTable table =
        new HandleScanner(proc, Map::of, (descriptor, kind) -> Optional.empty()).scan();
    assertThat(table.handles()).isEmpty();
    assertThat(table.process().threadIds()).containsExactly(100L, 9L);
    assertThat(table.process().tracer()).isEmpty();
    assertThat(table.process().userId()).isEqualTo(6);
    assertThat(table.process().groupId()).isEqualTo(8);
    assertThat(table.process().sessionId()).isEqualTo(80);
    assertThat(table.process().processGroupId()).isEqualTo(90);
  }

  @Test
  void findsChildrenOfAllThreadsAndTheirOwn() throws Exception {
    List<ProcessReader.Child> children = ProcessReader.children(proc, true);
    assertThat(children).extracting(child -> child.facts().processId()).containsExactly(200L, 201L);
    assertThat(children)
        .extracting(child -> child.stat().name())
        .containsExactly("sh (x)", "sleep");
    assertThat(children).extracting(child -> child.stat().isZombie()).containsExactly(false, true);
    assertThat(children.get(0).commandLine()).isEqualTo("sh -c sleep 1");
    assertThat(children).allSatisfy(child -> assertThat(child.observations()).isPresent());
  }

  @Test
  void readsIdsOfTheInnerNamespace() throws Exception {
    write("100/status", "TracerPid:\t0\nUid:\t5\t6\t6\t6\nGid:\t7\t8\t8\t8\nNSpid:\t100\t1\n");
    for (int thread : new int[] {100, 9}) {
      String ids = "NSpid:\t" + thread + "\t" + (thread == 9 ? 12 : 1) + "\n";
      write(
          "100/task/" + thread + "/status",
          "TracerPid:\t0\nUid:\t5\t6\t6\t6\nGid:\t7\t8\t8\t8\n" + ids);
    }
    ProcessFacts facts = ProcessReader.facts(proc, true);
    assertThat(facts.processId()).isEqualTo(1);
    assertThat(facts.threadIds()).containsExactly(1L, 12L);
  }

  @Test
  void readsOnlyTheSocketTablesThatCanListWhatIsMissing() throws Exception {
    write("100/net/tcp6", "0: 00000000:0000 00000000:0000 0A 0:0 00:0 0 0 0 7");
    write("100/net/tcp", "0: 00000000:0000 00000000:0000 01 0:0 00:0 0 0 0 7");
    write("100/net/udp", "0: 00000000:0000 00000000:0000 07 0:0 00:0 0 0 0 8");
    SocketTables tables = new SocketTablesReader(proc, Map.of(7L, "TCPv6", 8L, "SCTP")).read();
    assertThat(tables.tcp().get(7L).state()).isEqualTo("LISTEN");
    assertThat(tables.udp()).isEmpty();
    assertThat(new SocketTablesReader(proc, Map.of(8L, "")).read().udp()).containsKey(8L);
  }

  @Test
  void takesAMissingFileForGone() throws Exception {
    assertThat(proc.linesUnlessGone("fdinfo/7")).isEmpty();
    assertThat(proc.link(7)).isEmpty();
    assertThat(proc.attributes(7)).isEmpty();
    assertThatThrownBy(() -> proc.lines("locks")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void failsWhereAProcessIsMissing() {
    assertThatThrownBy(() -> ProcessReader.facts(proc.process(4711), true))
        .isInstanceOf(IOException.class);
  }

  @Test
  void listsDescriptorsByNumber() throws Exception {
    for (String name : new String[] {"10", "9", "0", "x", "-1"}) {
      write("100/fd/" + name, "");
    }
    assertThat(proc.descriptors()).containsExactly(0, 9, 10);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
