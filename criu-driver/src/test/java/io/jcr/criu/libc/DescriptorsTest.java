// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorsTest {
  @TempDir Path folder;

  @Test
  void movesADescriptionOntoAnotherNumber() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    int one = Descriptors.open(file.toString(), Descriptors.READ_ONLY, 0);
    int other = Descriptors.open("/dev/null", Descriptors.READ_ONLY, 0);
    assertThat(Descriptors.share(one, other)).isFalse();
    Descriptors.replace(other, one, false);
    assertThat(Descriptors.share(one, other)).isTrue();
    assertThat(Descriptors.closesOnExec(one)).isTrue();
    assertThat(Descriptors.closesOnExec(other)).isFalse();
    Descriptors.seek(one, 7);
    assertThat(text("/proc/self/fdinfo/" + other)).contains("pos:\t7");
    assertThat(Descriptors.readAt(one, 2, 3)).containsExactly('2', '3', '4');
    Descriptors.close(one);
    Descriptors.close(other);
  }

  @Test
  void namesThePathThatIsMissing() {
    assertThatThrownBy(() -> Descriptors.open("/none", Descriptors.READ_ONLY, 0))
        .hasMessage("open(\"/none\", 0): ENOENT (2)");
  }

  /** The longest has 4095 bytes, more than are asked for at first (path_resolution(7)). */
  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 4095})
  void readsALink(int length) throws Exception {
    String target = "x".repeat(length);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
    assertThat(Descriptors.link(link.toString())).isEqualTo(target);
  }

  @Test
  void namesTheLinkThatIsMissing() {
    assertThatThrownBy(() -> Descriptors.link("/none"))
        .hasMessage("readlink(\"/none\"): ENOENT (2)");
  }

  @Test
  void copiesAFileAndTellsItsSize() throws Exception {
    byte[] content = new byte[100_000];
    content[99_999] = 'x';
    Path file = Files.write(folder.resolve("file"), content);
    Path copy = folder.resolve("copy");
    assertThat(Descriptors.copyNew(file.toString(), copy.toString())).isEqualTo(content.length);
    assertThat(copy).hasBinaryContent(content);
    assertThat(Files.getPosixFilePermissions(copy)).hasSize(2);
    assertThatThrownBy(() -> Descriptors.copyNew(file.toString(), copy.toString()))
        .hasMessageContaining("EEXIST");
  }

  @Test
  void writesANewFileOnlyOnce() throws Exception {
    String path = folder.resolve("new").toString();
    Descriptors.writeNew(path, new byte[] {'x'});
    assertThat(Files.readString(Path.of(path))).isEqualTo("x");
    assertThatThrownBy(() -> Descriptors.writeNew(path, new byte[0]))
        .hasMessageContaining("EEXIST");
  }

  @Test
  void handsDescriptorsOver() throws Exception {
    MessageSocket[] pair = MessageSocket.pair();
    int zero = Descriptors.open("/dev/zero", Descriptors.READ_ONLY, 0);
    pair[0].send(new byte[] {'P'}, zero, zero);
    Message message = pair[1].receive(Duration.ofSeconds(1)).orElseThrow();
    assertThat(message.bytes()).containsExactly('P');
    assertThat(message.descriptors()).hasSize(2);
    assertThat(Descriptors.share(zero, message.descriptors()[1])).isTrue();
    Descriptors.close(zero);
    Descriptors.close(message.descriptors()[0]);
    Descriptors.close(message.descriptors()[1]);
    pair[0].close();
    pair[1].close();
  }

  @Test
  void aDeadSocketIsAtItsEnd() throws Exception {
    int dead = Descriptors.deadSocket(Sockets.STREAM);
    byte[] buffer = new byte[1];
    assertThat(Unistd.read(dead, buffer, 1)).isZero();
    assertThat(SysSocket.send(dead, buffer, 1, SysSocket.MSG_NOSIGNAL)).isEqualTo(-1);
    assertThat(Native.getLastError()).isEqualTo(Errno.EPIPE);
    Descriptors.close(dead);
  }

  @Test
  void tellsHowManyConnectionsMayWait() throws Exception {
    int socket = Sockets.create(Sockets.INET, Sockets.STREAM);
    byte[] anyPortHere = {2, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    Sockets.bind(socket, anyPortHere);
    Sockets.listen(socket, 77);
    assertThat(Sockets.backlog(socket)).isEqualTo(77);
    assertThat(Sockets.localAddress(socket)).startsWith(2, 0).contains(127, 0, 0, 1);
    Descriptors.close(socket);
  }

  @Test
  void watchesAgainWhatItDidNotWatchForAWhile() throws Exception {
    int epoll = epoll();
    int dead = Descriptors.deadSocket(Sockets.STREAM);
    Epolls.add(epoll, dead, 1, 0x123456789abcdefL);
    assertThat(watched(epoll)).containsPattern("tfd: +" + dead + " .*data: *123456789abcdef ");
    assertThat(Epolls.remove(epoll, dead)).isTrue();
    assertThat(Epolls.remove(epoll, dead)).isFalse();
    assertThat(watched(epoll)).doesNotContain("tfd");
    Descriptors.close(dead);
    Descriptors.close(epoll);
  }

  private static String text(String path) throws Exception {
    return new String(Descriptors.readAll(path), StandardCharsets.UTF_8);
  }

  private static String watched(int epoll) throws Exception {
    return text("/proc/self/fdinfo/" + epoll);
  }

  private static int epoll() {
    int create = System.getProperty("os.arch").equals("aarch64") ? 20 : 291; // epoll_create1
    return (int) Unistd.syscall(create, 0, 0, 0, 0, 0);
  }
}
