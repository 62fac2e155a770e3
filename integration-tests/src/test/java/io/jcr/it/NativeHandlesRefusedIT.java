// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no image can hold is told by name, with the way out, and nothing becomes of it. */
class NativeHandlesRefusedIT {
  private static final int BLOCKED = 2;
  private static final String CORKED = "corked UDP";

  /** Of those that Java opens itself, the frames follow. */
  private static final String OPENER =
      "(?:\n  .*)*\n  opened by main at .*(?:\n  at .*)*NativeHandles\\.hold\\(.*";

  private static final Set<String> SOCKETS =
      Set.of(
          "java.sock",
          "relative path",
          "ALG",
          "AF_VSOCK",
          "SCTP",
          "L2CAP",
          "XDP",
          "RAW",
          "MPTCP",
          CORKED);

  /**
   * Families that a kernel may be built without, and what a host may have switched off or lack:
   * net.mptcp.enabled, kernel.io_uring_disabled, the hash of AF_ALG, devices in a container.
   */
  private static final Set<String> RARE =
      Set.of(
          "ALG",
          "AF_VSOCK",
          "SCTP",
          "L2CAP",
          "XDP",
          "MPTCP",
          "io_uring",
          "/dev/kmsg",
          "/dev/loop0",
          "/dev/loop-control",
          "/dev/net/tun");

  /** strerror(3) of EAFNOSUPPORT, EPROTONOSUPPORT, ENOPROTOOPT, EPERM, ENOENT and ENODEV. */
  private static final String REASONS =
      "Address family not supported by protocol|Protocol not (supported|available)"
          + "|Operation not permitted|No such (file or directory|device)";

  /** What is told of each: after the code, up to the end of the remedy. */
  private static final Map<String, String> MESSAGES = messages();

  @TempDir private Path folder;

  private Path image;
  private int port;

  private static Map<String, String> messages() {
    Map<String, String> messages = new LinkedHashMap<>();
    for (String device : List.of("/dev/kmsg", "/dev/loop-control", "/dev/net/tun")) {
      messages.put(device, device("character device " + device));
    }
    messages.put("/dev/loop0", device("block device /dev/loop0"));
    messages.put("java.sock", relative("unix stream java\\.sock LISTEN", "java\\.sock") + OPENER);
    messages.put("relative path", relative("unix dgram native\\.sock", "native\\.sock"));
    for (String family : List.of("ALG", "AF_VSOCK", "SCTP", "L2CAP", "XDP")) {
      messages.put(family, socket(family, "close it before the checkpoint"));
    }
    messages.put("RAW", socket("RAW", "close it before the checkpoint"));
    messages.put("MPTCP", socket("MPTCP", "switch MPTCP off for this program"));
    messages.put("packet pipe", packets("pipe pipe:\\[\\d+]"));
    messages.put("packet FIFO", packets("fifo /.*/fifo"));
    messages.put(
        CORKED,
        "JCR-215: descriptor \\d+ \\(udp 127\\.0\\.0\\.1:\\d+ -> 127\\.0\\.0\\.1:9\\) holds back"
            + " unsent data \\(\\d+ bytes\\).*; switch UDP_CORK off.*");
    messages.put(
        "System V shared memory",
        "JCR-212: System V shared memory segment \\d+ \\(/SYSV00000000\\) is attached"
            + "; detach it before the checkpoint.*");
    messages.put(
        "io_uring", object("io_uring", "choose the epoll or NIO transport.*noNative=true\\)"));
    messages.put("perf event", object("perf event", "stop the profiler.*-e itimer\\)"));
    messages.put("bpf", object("bpf", "detach the BPF program.*"));
    messages.put("userfaultfd", object("userfaultfd", "close it before the checkpoint"));
    messages.put(
        "fanotify", object("fanotify", "close it before the checkpoint, or use inotify.*"));
    return messages;
  }

  private static String device(String named) {
    return "JCR-208: descriptor \\d+ \\("
        + named
        + "\\) is a device whose state is not in the image; close it before the checkpoint.*"
        + OPENER;
  }

  private static String relative(String named, String path) {
    return "JCR-209: descriptor \\d+ \\("
        + named
        + "\\) is bound by the relative path "
        + path
        + "; bind it by an absolute path";
  }

  private static String socket(String family, String remedy) {
    return "JCR-207: descriptor \\d+ \\(socket "
        + family
        + " socket:\\[\\d+]\\) cannot be carried; only TCP, .* are carried; "
        + remedy;
  }

  private static String packets(String named) {
    return "JCR-215: descriptor \\d+ \\("
        + named
        + "\\) keeps each write apart \\(O_DIRECT\\).*; close it before the checkpoint, by a rule with"
        + " action close too, or clear O_DIRECT \\(F_SETFL of fcntl\\(2\\)\\)";
  }

  private static String object(String name, String remedy) {
    return "JCR-206: descriptor \\d+ \\("
        + name
        + " anon_inode:.*\\) cannot be carried; .*; "
        + remedy;
  }

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    image = folder.resolve("image");
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void eachIsNamedAtOnceAndTheApplicationGoesOn(Jdk jdk) throws Exception {
    List<String> held = new ArrayList<>(MESSAGES.keySet());
    try (App app = NativeLibrary.hold(jdk, folder, port, held).awaitOutput("READY")) {
      held.removeAll(lacking(app));
      Jcr.run("inspect", app.processId()).hasStatus(0); // the first one starts the attach listener
      Map<Integer, String> before = Handles.withSockets(app.processId());
      assertThat(before.values().stream().filter(row -> row.startsWith("socket:")).count())
          .isGreaterThanOrEqualTo(held.stream().filter(SOCKETS::contains).count());
      String output = app.output();
      Result result = Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(BLOCKED);
      for (String name : held) {
        assertThat(result.error()).containsPattern("(?m)^jcr: " + MESSAGES.get(name) + "$");
      }
      assertThat(result.error().lines().filter(line -> !line.startsWith("  "))).hasSameSizeAs(held);
      Images.assertNone(image);
      assertThat(Http.getOnce(port, "/use?" + CORKED.replace(" ", "%20"))).isEqualTo("fine");
      assertThat(Handles.withSockets(app.processId())).isEqualTo(before);
      assertThat(app.output()).isEqualTo(output);
    }
  }

  /** Says what this host lacks, and why; their names are tested on captured text as well. */
  private static List<String> lacking(App app) throws Exception {
    List<String> names = new ArrayList<>();
    for (String line : app.output().lines().filter(line -> !line.equals("READY")).toList()) {
      assertThat(line).matches("LACKS .*: open: (" + REASONS + ")");
      names.add(line.replaceAll("LACKS (.*): open: .*", "$1"));
      System.out.println("this host cannot open: " + line);
    }
    assertThat(RARE).containsAll(names);
    return names;
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void aCorkedSocketIsCarriedOnceItIsUncorked(Jdk jdk) throws Exception {
    try (App app = NativeLibrary.hold(jdk, folder, port, List.of(CORKED)).awaitOutput("READY")) {
      Jcr.run("checkpoint", app.processId(), "--to", image).refuses(BLOCKED, "JCR-215");
      assertThat(Http.getOnce(port, "/use?" + CORKED.replace(" ", "%20"))).isEqualTo("fine");
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
    try (App life = App.restore(folder, image).awaitOutput("restored from")) {
      assertThat(Http.await(port, "/")).isEqualTo("here");
      assertThat(Http.get(port, "/use")).isEqualTo("fine");
      assertThat(life.outputOfItsOwn()).isEmpty();
    }
  }
}
