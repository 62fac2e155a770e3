// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    leave();
    assertThat(new RequestFolder(path).take()).isEmpty();
    assertThat(path).doesNotExist();
  }

  @Test
  void replacesWhatACommandThatIsGoneHasLeft() throws Exception {
    leave();
    RequestFolder.create(path, REQUEST);
    assertThat(new RequestFolder(path).take()).contains(REQUEST);
  }

  /** As a command that was killed: its file is there, and nobody has it locked. */
  private void leave() throws Exception {
    RequestFolder.create(path, REQUEST);
    Path request = path.resolve(Request.FILE);
    Path copy = Files.copy(request, path.resolve("copy"));
    Files.move(copy, request, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void disturbsNoOtherCommand() throws Exception {
    RequestFolder.create(path, REQUEST);
    assertThatThrownBy(() -> RequestFolder.create(path, REQUEST))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(new RequestFolder(path).take()).contains(REQUEST);
    assertThatThrownBy(() -> RequestFolder.create(path, REQUEST))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (Stream<Path> siblings = Files.list(parent)) {
      assertThat(siblings).containsExactly(path);
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
