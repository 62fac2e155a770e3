// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.Unsupported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
  private static final long DEVICE = 17;

  @ParameterizedTest
  @ValueSource(strings = {"eventfd", "timerfd", "signalfd", "pidfd"})
  void namesKernelObjectsThatAreCarried(String name) {
    String link = "anon_inode:[" + name + "]";
    assertThat(classify(link, 0600, 0)).isEqualTo(new AnonymousInode(name, link));
  }

  @Test
  void knowsInotifyWithoutBrackets() {
    assertThat(classify("anon_inode:inotify", 0600, 0))
        .isEqualTo(new AnonymousInode("inotify", "anon_inode:inotify"));
  }

  @Test
  void findsWhatEpollWatches() {
    FdInfo info = new FdInfo(0, 2, List.of(new Epoll.Interest(5, 1, 5)), List.of());
    FileAttributes attributes = new FileAttributes(0600, 0, 1030, DEVICE, 0, Instant.EPOCH);
    Observation observation = new Observation(4, "anon_inode:[eventpoll]", attributes, info);
    assertThat(classifier(List.of()).classify(observation))
        .isEqualTo(new Epoll(List.of(new Epoll.Interest(5, 1, 5))));
  }

  @ParameterizedTest
  @CsvSource({
    "anon_inode:[io_uring], io_uring, noNative",
    "anon_inode:[perf_event], perf event, profiler",
    "anon_inode:bpf-map, bpf, detach",
    "anon_inode:bpf_link, bpf, detach",
    "anon_inode:[userfaultfd], userfaultfd, close",
    "anon_inode:[fanotify], fanotify, inotify",
    "anon_inode:kvm-vm, anonymous inode, close",
    "net:[4026531833], namespace, close"
  })
  void refusesOtherKernelObjectsWithAWayOut(String link, String name, String remedy) {
    Unsupported kind = (Unsupported) classify(link, FileAttributes.REGULAR | 0600, 0);
    assertThat(kind.name()).isEqualTo(name);
    assertThat(kind.target()).isEqualTo(link);
    assertThat(kind.reason()).contains(remedy);
  }

  @Test
  void tellsTerminalsFromOtherCharacterDevices() {
    assertThat(character("/dev/pts/3", 136, 3)).isInstanceOf(Terminal.class);
    assertThat(character("/dev/tty", 5, 0)).isInstanceOf(Terminal.class);
    assertThat(character("/dev/tty1", 4, 1)).isInstanceOf(Terminal.class);
    assertThat(character("/dev/null", 1, 3)).isEqualTo(new CharacterDevice("/dev/null", 1, 3));
    assertThat(character("/dev/ptmx", 5, 2)).isEqualTo(new CharacterDevice("/dev/ptmx", 5, 2));
    assertThat(character("/dev/x", 511, 0x12345))
        .isEqualTo(new CharacterDevice("/dev/x", 511, 0x12345));
  }

  @Test
  void keepsTheNumbersOfATerminal() {
    assertThat(character("/dev/pts/3", 136, 3))
        .isEqualTo(new Terminal("/dev/pts/3", 0x8803, DEVICE));
  }

  @Test
  void knowsDirectoriesAndBlockDevices() {
    assertThat(classify("/tmp", FileAttributes.DIRECTORY, 0)).isEqualTo(new Directory("/tmp"));
    assertThat(classify("/dev/sda", FileAttributes.BLOCK, 0))
        .isEqualTo(new BlockDevice("/dev/sda"));
  }

  @Test
  void knowsMemoryFiles() {
    FileAttributes attributes =
        new FileAttributes(FileAttributes.REGULAR, 0, 1025, 1, 4096, Instant.EPOCH);
    assertThat(classify("/memfd:x y (deleted)", attributes, 2))
        .isEqualTo(new MemoryFile("x y", 4096));
  }

  @Test
  void tellsADeletedFileFromOneThatIsCalledSo(@TempDir Path folder) throws Exception {
    Path odd = Files.writeString(folder.resolve("x (deleted)"), "four");
    long inode = (Long) Files.getAttribute(odd, "unix:ino");
    FileAttributes attributes =
        new FileAttributes(FileAttributes.REGULAR, 0, inode, 1, 4, Instant.EPOCH);
    assertThat(classify(odd.toString(), attributes, 2))
        .isEqualTo(new RegularFile(odd.toString(), 4, 1, inode, false, Instant.EPOCH));
    Files.delete(odd);
    assertThat(classify(odd.toString(), attributes, 2))
        .isEqualTo(
            new RegularFile(folder.resolve("x").toString(), 4, 1, inode, true, Instant.EPOCH));
  }

  @Test
  void findsPipesWithBothEndsInside() {
    Observation reader = pipe(3, "pipe:[77]", 0, 77);
    Observation writer = pipe(4, "pipe:[77]", 1, 77);
    assertThat(classifier(List.of(reader, writer)).classify(reader))
        .isEqualTo(new Pipe(77, "", true, false));
    assertThat(classifier(List.of(reader)).classify(reader))
        .isEqualTo(new Pipe(77, "", false, false));
  }

  @Test
  void findsFifosAndPacketPipes() {
    assertThat(classifier(List.of()).classify(pipe(3, "/run/fifo", 2, 78)))
        .isEqualTo(new Pipe(78, "/run/fifo", false, false));
    assertThat(classifier(List.of()).classify(pipe(3, "pipe:[79]", 040001, 79)))
        .isEqualTo(new Pipe(79, "", false, true));
  }

  @Property
  void describesWhateverElseThereIs(@ForAll String link, @ForAll int mode) {
    assertThat(classify(link, mode, 0)).isNotNull();
  }

  @Test
  void endsInUnsupported() {
    Unsupported kind = (Unsupported) classify("/a/symbolic/link", 0120777, 0);
    assertThat(kind.name()).isEqualTo("unknown");
    assertThat(kind.reason()).contains("mode 0120777");
  }

  private static Kind character(String link, int major, int minor) {
    // gnu_dev_makedev of sys/sysmacros.h
    long device = (major & 0xfffL) << 8 | (minor & 0xffL) | (minor & 0xffffff00L) << 12;
    FileAttributes attributes =
        new FileAttributes(FileAttributes.CHARACTER | 0620, device, 6, DEVICE, 0, Instant.EPOCH);
    return classify(link, attributes, 2);
  }

  private static Observation pipe(int descriptor, String link, int flags, long inode) {
    FileAttributes attributes =
        new FileAttributes(FileAttributes.FIFO | 0600, 0, inode, 14, 0, Instant.EPOCH);
    return observation(descriptor, link, attributes, flags);
  }

  private static Kind classify(String link, int mode, int flags) {
    return classify(link, new FileAttributes(mode, 0, 1030, DEVICE, 0, Instant.EPOCH), flags);
  }

  private static Kind classify(String link, FileAttributes attributes, int flags) {
    return classifier(List.of()).classify(observation(3, link, attributes, flags));
  }

  private static Classifier classifier(List<Observation> observations) {
    return new Classifier(new DeletedNames(JdkCalls.self()), PipeEnds.of(observations));
  }

  private static Observation observation(
      int descriptor, String link, FileAttributes attributes, int flags) {
    return new Observation(
        descriptor, link, attributes, new FdInfo(0, flags, List.of(), List.of()));
  }
}
