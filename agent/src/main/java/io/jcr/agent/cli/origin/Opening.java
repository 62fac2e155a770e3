// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes descriptors of one kind.
 *
 * @param calls the system calls, of every architecture
 * @param olderCalls those that amd64 has beside them
 * @param functions the functions of the C library
 */
record Opening(List<String> calls, List<String> olderCalls, List<String> functions) {
  private static final Opening FILE =
      new Opening(
          List.of("openat"),
          List.of("open", "creat"),
          List.of("open", "open64", "openat", "openat64", "creat", "creat64", "fopen", "fopen64"));
  private static final Opening SOCKET =
      new Opening(
          List.of("socket", "socketpair", "accept", "accept4"),
          List.of(),
          List.of("socket", "socketpair", "accept", "accept4"));
  private static final Opening PIPE =
      new Opening(List.of("pipe2"), List.of("pipe"), List.of("pipe", "pipe2", "popen"));
  private static final Opening EPOLL =
      new Opening(
          List.of("epoll_create1"),
          List.of("epoll_create"),
          List.of("epoll_create", "epoll_create1"));

  /** Of a handle, by the word for its kind ({@code Kind.name}). */
  static Opening of(String kind) {
    return switch (kind) {
      case "tcp", "udp", "unix", "netlink", "packet", "socket" -> SOCKET;
      case "pipe" -> PIPE;
      case "epoll" -> EPOLL;
      case "eventfd" -> doubled("eventfd2", "eventfd", "eventfd");
      case "signalfd" -> doubled("signalfd4", "signalfd", "signalfd");
      case "inotify" -> doubled("inotify_init1", "inotify_init", "inotify_init", "inotify_init1");
      case "timerfd" -> alone("timerfd_create");
      case "pidfd" -> alone("pidfd_open");
      case "memfd" -> alone("memfd_create");
      case "io_uring" -> alone("io_uring_setup");
      case "perf event" -> alone("perf_event_open");
      case "bpf" -> alone("bpf");
      case "userfaultfd" -> alone("userfaultfd");
      case "fanotify" -> alone("fanotify_init");
      default -> FILE;
    };
  }

  private static Opening alone(String call) {
    return new Opening(List.of(call), List.of(), List.of(call));
  }

  private static Opening doubled(String call, String older, String... functions) {
    return new Opening(List.of(call), List.of(older), List.of(functions));
  }

  /** Those of an architecture, as {@code os.arch} names it. */
  private List<String> calls(String architecture) {
    List<String> all = new ArrayList<>(calls);
    if (architecture.equals("amd64")) {
      all.addAll(olderCalls);
    }
    return all;
  }

  /** Commands that show who opens such descriptors from now on, with the native stack. */
  List<String> commands(long processId, String architecture) {
    List<String> calls = calls(architecture);
    String probes =
        calls.stream()
            .map(call -> "tracepoint:syscalls:sys_exit_" + call)
            .collect(Collectors.joining(","));
    return List.of(
        "strace -f -k -p " + processId + " -e trace=" + String.join(",", calls),
        "bpftrace -e '"
            + probes
            + " /pid == "
            + processId
            + " && args->ret >= 0/ { printf(\"%s %d: %d%s\\n\", comm, tid, args->ret, ustack) }'");
  }
}
