// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A program that a test has started, or restored: its process, and the file that its output goes
 * to. In a session of its own, and with no other descriptors, as a service manager would start it.
 */
final class App implements AutoCloseable {
  /** Where the programs of {@code io.jcr.it.app} are. */
  static final String CLASSES =
      App.class.getProtectionDomain().getCodeSource().getLocation().getPath();

  /** Of a checkpoint after which the process went on, and of one that it was restored from. */
  static final Pattern LOG_LINE =
      Pattern.compile(
          "^\\[jcr [0-9a-f]{8}] (image /\\S+, \\d+ ms; the process goes on; it stood still: stop .* ms"
              + "|restored from /\\S+, which was made at \\S+)\n",
          Pattern.MULTILINE);

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final Path output;

  private App(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code main} with the agent. */
  static App start(Jdk jdk, Path folder, Class<?> main, String... arguments) throws IOException {
    return start(jdk, folder, List.of("-javaagent:" + Jcr.AGENT), main, arguments);
  }

  /** Starts {@code main} with the given options of the JVM, in {@code folder}. */
  static App start(Jdk jdk, Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(jdk, folder, options, Libraries.NONE, main, arguments);
  }

  /** Starts {@code main} with the agent and with libraries. */
  static App start(Jdk jdk, Path folder, Libraries libraries, Class<?> main, String... arguments)
      throws IOException {
    List<String> options = List.of("-javaagent:" + Jcr.AGENT);
    return start(jdk, folder, options, libraries, main, arguments);
  }

  private static App start(
      Jdk jdk,
      Path folder,
      List<String> options,
      Libraries libraries,
      Class<?> main,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(options);
    command.add("-cp");
    command.add(libraries.classPath());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(folder, command);
  }

  /** Starts any command. */
  static App start(Path folder, List<String> command) throws IOException {
    List<String> ownSession = new ArrayList<>(List.of("setsid"));
    ownSession.addAll(command);
    Path output = Files.createTempFile(folder, "output-", ".txt");
    Process process =
        new ProcessBuilder(ownSession)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new App(process, output);
  }

  /** Starts {@code jcr restore}. */
  static App restore(Path folder, Path image) throws IOException {
    return start(folder, List.of(Jcr.COMMAND.toString(), "restore", image.toString()));
  }

  /** The id of the started process; for a restored one that of {@code jcr restore}. */
  long processId() {
    return process.pid();
  }

  /** The id of the JVM below {@code jcr restore}. */
  long restoredId() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** The same without the agent's line for each checkpoint that was made. */
  String outputOfItsOwn() throws IOException {
    return LOG_LINE.matcher(output()).replaceAll("");
  }

  /** Waits until its output holds {@code text}, and ends it where it never does. */
  App awaitOutput(String text) {
    try {
      return awaitOutputAlone(text);
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private App awaitOutputAlone(String text) {
    Awaitility.await("\"" + text + "\" in the output")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> output().contains(text) || ended());
    try {
      assertThat(output()).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  private boolean ended() {
    return !process.isAlive();
  }

  /** Sends SIGTERM to the started process. */
  void terminate() {
    process.destroy();
  }

  /** Its status, 128+n for a signal, once it has ended. */
  int awaitEnd() throws InterruptedException, TimeoutException {
    if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("process " + process.pid() + " does not end");
    }
    return process.exitValue();
  }

  /** Ends it and the JVM below it, so that their ids are free. */
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    below.forEach(ProcessHandle::destroyForcibly);
    if (below.isEmpty() || !endsByItself()) {
      process.destroyForcibly();
    }
    process.onExit().join();
    // not ProcessHandle.onExit: for those that are no children it looks every few seconds only
    Awaitility.await("the end of " + below)
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
    removeAttachSocket(process.pid());
    below.forEach(handle -> removeAttachSocket(handle.pid()));
  }

  /**
   * A JVM that is killed leaves the file of its attach listener behind (attachListener_posix.cpp).
   * A later JVM of another user that gets the same id could not be attached to.
   */
  private static void removeAttachSocket(long id) {
    try {
      if (ProcessHandle.of(id).isEmpty()) {
        Files.deleteIfExists(Path.of("/tmp/.java_pid" + id));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code jcr restore} does, which first takes the status of the JVM that it was. */
  private boolean endsByItself() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
