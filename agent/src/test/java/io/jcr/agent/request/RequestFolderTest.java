// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFolderTest {
  private static final Request REQUEST = Request.of(Request.INSPECT, "", false, 0);

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
