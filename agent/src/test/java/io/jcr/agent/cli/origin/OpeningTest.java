// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpeningTest {
  @Test
  void namesTheCallsOfEachArchitecture() {
    assertThat(Opening.of("epoll").commands(7, "amd64").get(0))
        .isEqualTo("strace -f -k -p 7 -e trace=epoll_create1,epoll_create");
    assertThat(Opening.of("epoll").commands(7, "aarch64").get(0))
        .isEqualTo("strace -f -k -p 7 -e trace=epoll_create1");
  }

  @Test
  void writesAProbeForEachCall() {
    assertThat(Opening.of("pipe").commands(7, "amd64").get(1))
        .isEqualTo(
            "bpftrace -e 'tracepoint:syscalls:sys_exit_pipe2,tracepoint:syscalls:sys_exit_pipe"
                + " /pid == 7 && args->ret >= 0/"
                + " { printf(\"%s %d: %d%s\\n\", comm, tid, args->ret, ustack) }'");
  }

  @Test
  void takesWhatHasAPathForAFile() {
    for (String kind : new String[] {"file", "directory", "fifo", "terminal", "block device"}) {
      assertThat(Opening.of(kind).functions()).contains("openat");
    }
  }
}
