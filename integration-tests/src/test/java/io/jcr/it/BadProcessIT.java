// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.CountingServer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs that cannot be checkpointed for what they are, not for what they hold. */
class BadProcessIT {
  private static final int BLOCKED = 2;

  /**
   * Gives a program a /tmp of its own, in which are the folders of this test and of the project: a
   * JVM's socket for tools and its counters go by its id there, and the host has a process 1 too.
   */
  private static final String OWN_TMP =
      String.join(
          "; ",
          "set -e",
          "mount -t tmpfs none /mnt",
          "mkdir /mnt/1 /mnt/2",
          "mount --bind \"$1\" /mnt/1",
          "mount --bind \"$2\" /mnt/2",
          "mount -t tmpfs none /tmp",
          "mkdir -p \"$1\" \"$2\"",
          "mount --bind /mnt/1 \"$1\"",
          "mount --bind /mnt/2 \"$2\"",
          "shift 2",
          "exec \"$@\"");

  @TempDir private Path folder;

  private Path image;
  private int port;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    image = folder.resolve("image");
    port = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAJvmThatIsTracedAndNamesTheTracer(Jdk jdk) throws Exception {
    Path tracer = Compiler.program(folder, "tracer.c");
    try (App app = App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY")) {
      Jcr.run("inspect", app.processId()).hasStatus(0); // the first one starts the attach listener
      Map<Integer, String> before = Handles.withoutConnections(app.processId());
      List<String> trace = List.of("" + tracer, "" + app.processId());
      try (App traces = App.start(folder, trace).awaitOutput("TRACES")) {
        Jcr.run("checkpoint", app.processId(), "--to", image)
            .refuses(BLOCKED, "JCR-204")
            .says(
                "process " + traces.processId() + " (tracer) traces the JVM;", "end that debugger");
        Images.assertNone(image);
      }
      assertThat(Http.getOnce(port, "/")).isEqualTo("1");
      assertThat(Handles.withoutConnections(app.processId())).isEqualTo(before);
      assertThat(app.output()).isEqualTo("READY\n");
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
  }

  /** A debugger may hold one thread alone, and CRIU needs all. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAJvmOfWhichOneThreadIsTracedAndNamesBoth(Jdk jdk) throws Exception {
    Path tracer = Compiler.program(folder, "tracer.c");
    try (App app = App.start(jdk, folder, CountingServer.class, "" + port).awaitOutput("READY")) {
      String thread = thread(app.processId(), "Signal Dispatch");
      List<String> trace = List.of("" + tracer, thread);
      try (App traces = App.start(folder, trace).awaitOutput("TRACES")) {
        String what =
            "process %d (tracer) traces thread %s (Signal Dispatch) of the JVM;"
                .formatted(traces.processId(), thread);
        Jcr.run("checkpoint", app.processId(), "--to", image)
            .refuses(BLOCKED, "JCR-204")
            .says(what, "end that debugger");
        assertThat(Jcr.run("inspect", app.processId()).hasStatus(0).output())
            .startsWith("BLOCKED JCR-204: " + what);
        Images.assertNone(image);
      }
      assertThat(Http.getOnce(port, "/")).isEqualTo("1");
      Jcr.run("checkpoint", app.processId(), "--to", image).hasStatus(0);
      assertThat(app.awaitEnd()).isEqualTo(137);
    }
  }

  /** The id of the thread that has a name, as far as the kernel keeps it. */
  private static String thread(long processId, String name) throws Exception {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", "" + processId, "task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(name)) {
          return task.getFileName().toString();
        }
      }
    }
    throw new AssertionError("no thread " + name);
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void refusesAJvmThatIsProcessOne(Jdk jdk) throws Exception {
    Path project = Path.of("..").toRealPath();
    List<String> command =
        new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("sh", "-c", OWN_TMP, "sh", "" + folder, "" + project));
    command.addAll(List.of("" + jdk.java(), "-javaagent:" + Jcr.AGENT, "-cp", App.CLASSES));
    command.addAll(List.of(CountingServer.class.getName(), "" + port));
    try (App app = App.start(folder, command).awaitOutput("READY")) {
      long jvm =
          ProcessHandle.of(app.processId())
              .orElseThrow()
              .children()
              .findFirst()
              .orElseThrow()
              .pid();
      inside(jvm, "inspect", "1").hasStatus(0);
      Map<Integer, String> before = Handles.withoutConnections(jvm);
      inside(jvm, "checkpoint", "1", "--to", "" + image)
          .refuses(BLOCKED, "JCR-205")
          .says("the JVM is process 1", "start it below an init (docker run --init)");
      Images.assertNone(image);
      assertThat(Http.getOnce(port, "/")).isEqualTo("1");
      assertThat(Handles.withoutConnections(jvm)).isEqualTo(before);
      assertThat(app.output()).isEqualTo("READY\n");
    }
  }

  /** Runs {@code jcr} where the JVM has the id that it is asked by. */
  private static Result inside(long jvm, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--target", "" + jvm, "--pid", "--mount"));
    command.add(Jcr.COMMAND.toString());
    command.addAll(List.of(arguments));
    return Result.of(command, Map.of());
  }
}
