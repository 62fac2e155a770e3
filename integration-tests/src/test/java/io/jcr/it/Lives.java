// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program through its lives. Each has a {@code /tmp} of its own, which is empty at first. The
 * agent is strict: what belongs to the JVM needs no rule.
 */
final class Lives implements AutoCloseable {
  private final Path folder;
  private final Jdk jdk;
  private App life;
  private long processId;
  private int images;

  private Lives(Path folder, Jdk jdk, App life) {
    this.folder = folder;
    this.jdk = jdk;
    this.life = life;
    this.processId = life.processId();
  }

  /**
   * Starts it.
   *
   * @param options of the JVM, the agent's among them
   */
  static Lives start(Jdk jdk, Path folder, List<String> options, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx128m"));
    command.addAll(options);
    command.addAll(List.of("-cp", App.CLASSES, main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    App first = App.start(folder, OwnTmp.command(folder, command)).awaitOutput("READY");
    return new Lives(folder, jdk, first);
  }

  /** The option for an agent that knows of a port, and of nothing else. */
  static String agent(Path folder, int port) throws IOException {
    Path config = folder.resolve("jcr.yaml");
    Files.writeString(
        config,
        "mode: strict\nrules: [{type: socket, localPort: "
            + port
            + ", action: reopen, warn: false}]\n");
    return "-javaagent:" + Jcr.AGENT + "=config=" + config;
  }

  /** What is done with it in each life. */
  interface Use {
    void run() throws Exception;
  }

  /** Uses it now, after an image from which it goes on, and in two lives more. */
  void throughAll(Use use) throws Exception {
    use.run();
    keepRunning();
    use.run();
    for (int i = 0; i < 2; i++) {
      restore(end());
      use.run();
    }
  }

  /** Makes an image, and goes on. */
  Path keepRunning() throws Exception {
    return checkpoint("--keep-running");
  }

  /** Makes an image, and ends. */
  Path end() throws Exception {
    Path image = checkpoint();
    assertThat(life.awaitEnd()).isEqualTo(137);
    return image;
  }

  private Path checkpoint(Object... options) throws Exception {
    Path image = folder.resolve("image-" + images++);
    assertThat(inside(Jcr.COMMAND, "inspect", processId).output())
        .contains("nothing stands in the way of a checkpoint");
    List<Object> command =
        new ArrayList<>(List.of(Jcr.COMMAND, "checkpoint", processId, "--to", image));
    command.addAll(List.of(options));
    assertThat(inside(command.toArray()).error()).as("warnings").isEmpty();
    return image;
  }

  /** The next life, in the place of this one. */
  void restore(Path image) throws Exception {
    restore(image, "true");
  }

  /** The same once a script has done something in its place. */
  void restore(Path image, String script) throws Exception {
    life.close();
    String all = script + " && exec \"$@\"";
    List<String> command =
        List.of("sh", "-c", all, "restore", "" + Jcr.COMMAND, "restore", "" + image);
    life = App.start(folder, OwnTmp.command(folder, command)).awaitOutput("restored from");
    processId = life.restoredId();
  }

  long processId() {
    return processId;
  }

  /** The process that was started for this life. */
  App app() {
    return life;
  }

  /** A file as this life sees it. */
  Path seen(String path) {
    return Path.of("/proc", "" + processId, "root", path);
  }

  /** What a tool of the JDK says where this life is. */
  String tool(String name, Object... arguments) throws Exception {
    List<Object> command = new ArrayList<>(List.of(jdk.tool(name)));
    command.addAll(List.of(arguments));
    return inside(command.toArray()).output();
  }

  private Result inside(Object... command) throws Exception {
    return Result.of(OwnTmp.inside(processId, command), Map.of()).hasStatus(0);
  }

  @Override
  public void close() {
    life.close();
  }
}
