// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.detach.DeadSocket;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.ProcessFacts;
import io.jcr.runtime.kind.UnixSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgottenSocketsTest {
  private static final String PIPE = "/var/lib/sss/pipes/nss";

  private final List<Integer> closed = new ArrayList<>();
  private final Map<Integer, Long> inodes = new HashMap<>(Map.of(7, 70L, 8, 70L));
  private final ForgottenSockets forgotten =
      new ForgottenSockets(
          new ForgottenSockets.Numbers() {
            @Override
            public long inode(int descriptor) {
              return inodes.getOrDefault(descriptor, -1L);
            }

            @Override
            public void close(int descriptor) {
              closed.add(descriptor);
            }
          });

  @Test
  void closesOneOnceThereIsANewConnection() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE)));
    forgotten.close(table(dead(7, 70)));
    assertThat(closed).isEmpty();

    forgotten.close(table(dead(7, 70), connection(8, PIPE)));
    assertThat(closed).containsExactly(7);
  }

  @Test
  void closesAsManyAsThereAreConnections() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE), new DeadSocket(8, 70, PIPE)));
    forgotten.close(table(dead(7, 70), dead(8, 70), connection(9, PIPE)));
    assertThat(closed).containsExactly(7);
  }

  @Test
  void leavesNumbersAloneThatTheLibraryClosedItself() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE), new DeadSocket(8, 70, PIPE)));
    forgotten.close(table(dead(7, 99), connection(9, PIPE), connection(10, PIPE)));
    forgotten.close(table(dead(7, 70), dead(8, 70), connection(9, PIPE), connection(10, PIPE)));
    assertThat(closed).isEmpty();
  }

  @Test
  void leavesANumberAloneThatHasBeenUsedAgainSinceTheTableWasMade() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE)));
    inodes.put(7, 99L);
    forgotten.close(table(dead(7, 70), connection(8, PIPE)));
    assertThat(closed).isEmpty();
  }

  @Test
  void knowsOneThroughAnotherRestore() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE)));
    inodes.put(7, 170L);
    forgotten.restored(List.of());
    forgotten.close(table(dead(7, 170), connection(8, PIPE)));
    assertThat(closed).containsExactly(7);
  }

  @Test
  void connectionsToOthersDoNotCount() {
    forgotten.restored(List.of(new DeadSocket(7, 70, PIPE)));
    forgotten.close(table(dead(7, 70), connection(8, "/var/lib/sss/pipes/private/pam")));
    assertThat(closed).isEmpty();
  }

  private static Handle dead(int descriptor, long inode) {
    return handle(descriptor, new UnixSocket(inode, "stream", false, false, "", 0, "", false));
  }

  private static Handle connection(int descriptor, String peer) {
    return handle(
        descriptor, new UnixSocket(descriptor, "stream", false, true, "", 1, peer, false));
  }

  private static Handle handle(int descriptor, UnixSocket socket) {
    return new Handle(descriptor, socket, 0, 0, Optional.empty());
  }

  private static HandleTable table(Handle... handles) {
    ProcessFacts process = new ProcessFacts(100, 100, 100, List.of(100L), Optional.empty(), 0, 0);
    return new HandleTable(process, List.of(handles), List.of(), List.of(), List.of());
  }
}
