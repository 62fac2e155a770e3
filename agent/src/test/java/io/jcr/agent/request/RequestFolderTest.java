// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFolderTest {
  private static final Request REQUEST = new Request(Request.INSPECT, "", false, 0);

  @TempDir private Path parent;

  private Path path;

  @BeforeEach
  void name() {
    path = parent.resolve("jcr-request-4711");
  }

  @Test
  void givesARequestOnce() throws Exception {
    RequestFolder sent = RequestFolder.create(path, REQUEST);
    assertThat(new RequestFolder(path).take()).contains(REQUEST);
    assertThat(new RequestFolder(path).take()).isEmpty();
    sent.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void givesNoRequestOfACommandThatIsGone() throws Exception {
    leaveBehind();
    assertThat(new RequestFolder(path).take()).isEmpty();
    assertThat(path).doesNotExist();
  }

  @Test
  void replacesWhatACommandThatIsGoneHasLeft() throws Exception {
    leaveBehind();
    RequestFolder.create(path, REQUEST);
    assertThat(new RequestFolder(path).take()).contains(REQUEST);
  }

  /** What a command was killed over: the files are there, and nobody holds the lock. */
  private void leaveBehind() throws IOException {
    Path other = parent.resolve("jcr-request-4712");
    RequestFolder.create(other, REQUEST);
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String name : new String[] {Request.FILE, "command.lock"}) {
      Files.copy(other.resolve(name), path.resolve(name));
    }
  }

  @Test
  void disturbsNoOtherCommand() throws Exception {
    // Closed at the end: the lock of an object that nobody holds is let go when it is collected.
    try (RequestFolder first = RequestFolder.create(path, REQUEST)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RequestFolder.create(path, REQUEST))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(new RequestFolder(path).take()).contains(REQUEST);
      assertThatThrownBy(() -> RequestFolder.create(path, REQUEST))
          .isInstanceOf(FileAlreadyExistsException.class);
      try (Stream<Path> siblings = Files.list(parent)) {
        assertThat(siblings).containsExactly(path);
      }
    }
  }

  @Test
  void removesNothingThatIsNotItsOwn() throws Exception {
    RequestFolder folder = RequestFolder.create(path, REQUEST);
    Path stranger = Files.writeString(path.resolve("authorized_keys"), "key");
    folder.close();
    assertThat(stranger).hasContent("key");
    assertThat(path.resolve(Request.FILE)).doesNotExist();
  }

  @Test
  void isOfAgentByItsName() {
    assertThat(RequestFolder.isOfAgent(path)).isTrue();
    assertThat(RequestFolder.isOfAgent(RequestFolder.ofThisProcess())).isTrue();
    for (String other : new String[] {"/root/.ssh", "/", "jcr-request-1", "/tmp/jcr-request-x"}) {
      assertThat(RequestFolder.isOfAgent(Path.of(other))).as(other).isFalse();
    }
  }
}
