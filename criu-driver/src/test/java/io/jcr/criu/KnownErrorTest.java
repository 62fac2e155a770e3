// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.criu.rpc.CriuRpc;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownErrorTest {
  @Test
  void keepsTheErrorLinesOfALog() {
    String log =
        """
        (00.010000) Dumping path for 12 fd via self 15 [/x]
        (00.000000) Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted
        (00.020000) Error (criu/sk-unix.c:857): unix: External socket is used. Consider using --ext-unix-sk option.
        (00.030000) Unlock network
        (00.040000) Error (criu/cr-dump.c:2098): Dumping FAILED.
        """;
    assertThat(LogExcerpt.errors(log)).hasSize(2).first().asString().contains("External socket");
  }

  @Test
  void keepsTheLastTenOfManyErrors() {
    StringBuilder log = new StringBuilder();
    for (int i = 1; i <= 30; i++) {
      log.append("(00.0").append(i).append(") Error (a.c:").append(i).append("): failed\n");
    }
    assertThat(LogExcerpt.errors(log.toString())).hasSize(10).last().asString().contains("a.c:30");
  }

  @Test
  void explainsAnExternalSocket() {
    CriuException e =
        KnownError.explain(
            List.of("Error (criu/sk-unix.c:712): unix: Can't dump half of stream unix connection."),
            "CRIU failed");
    assertThat(e.failure()).isEqualTo(CriuFailure.EXTERNAL_UNIX_SOCKET);
    assertThat(e.remedy()).contains("close it");
  }

  @Test
  void doesNotTakeASeccompFilterForADebugger() {
    CriuException e =
        KnownError.explain(
            List.of("Error (x.c:1): ptrace: suspending seccomp failed: Operation not permitted"),
            "CRIU failed");
    assertThat(e.failure()).isEqualTo(CriuFailure.PRIVILEGE);
    assertThat(e.remedy()).contains("seccomp=unconfined");
  }

  @Test
  void prefersTheCauseToItsConsequence() {
    CriuException e =
        KnownError.explain(
            List.of(
                "Error (criu/image.c:1): Can't write: No space left on device",
                "Error (criu/x.c:1): Operation not permitted"),
            "CRIU failed");
    assertThat(e.failure()).isEqualTo(CriuFailure.NO_SPACE);
  }

  @Test
  void quotesWhatItDoesNotKnow() {
    CriuException e = KnownError.explain(List.of("Error (criu/x.c:1): odd"), "CRIU failed");
    assertThat(e.failure()).isEqualTo(CriuFailure.DUMP);
    assertThat(e.log()).containsExactly("Error (criu/x.c:1): odd");
  }

  @Test
  void doesNotNameWhatIsNoFailure() {
    CriuRpc.Reply reply =
        CriuRpc.Reply.newBuilder()
            .setType(CriuRpc.RequestType.DUMP)
            .setSuccess(false)
            .setCrErrmsg("Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self\n")
            .build();
    assertThat(Criu.detail(reply)).isEmpty();
    assertThat(Criu.detail(reply.toBuilder().setCrErrmsg("odd\n").build())).isEqualTo(": odd");
  }
}
