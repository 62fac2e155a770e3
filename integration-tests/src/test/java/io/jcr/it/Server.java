// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A counting server that must live on, whatever is asked of it, and change nothing. */
final class Server implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final Account account;
  private final App app;
  private final int port;
  private final List<String> handles;
  private int count;

  private Server(Account account, App app, int port) throws Exception {
    this.account = account;
    this.app = app;
    this.port = port;
    isServing();
    inspect(); // the first one starts the JVM's attach listener
    this.handles = inspect();
  }

  /** Starts one with the agent; {@code options} are those of the JVM. */
  static Server start(Account account, Jdk jdk, Path folder, List<String> options)
      throws Exception {
    int port = Http.freePort();
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", account.classes().toString()));
    command.addAll(List.of(CountingServer.class.getName(), "" + port));
    App app = App.start(folder, account.command(command));
    try {
      return new Server(account, app.awaitOutput("READY"), port);
    } catch (Throwable e) {
      app.close();
      throw e;
    }
  }

  long processId() {
    return app.processId();
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return app.isAlive();
  }

  /** Asks its own user's {@code jcr checkpoint} for an image that goes to {@code target}. */
  Result checkpoint(Path target, Object... options) throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("checkpoint", processId(), "--to", target));
    arguments.addAll(List.of(options));
    return account.jcr(arguments.toArray());
  }

  /** Fails unless it counts on, has the handles that it had, and has said nothing. */
  void isUnharmed() throws Exception {
    isServing();
    // the connection of that request is closed a moment after the answer
    Awaitility.await("the handles that it had")
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(inspect()).isEqualTo(handles));
    assertThat(app.outputOfItsOwn()).isEqualTo("READY\n");
  }

  private void isServing() throws IOException {
    assertThat(Http.getOnce(port, "/")).isEqualTo("" + ++count);
  }

  private List<String> inspect() throws Exception {
    String json = account.jcr("inspect", processId(), "--json").hasStatus(0).output();
    List<String> lines = new ArrayList<>();
    for (JsonElement handle :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("handles")) {
      lines.add(line(handle.getAsJsonObject()));
    }
    return lines;
  }

  /** All but the offset: the JVM reads on in its own files. */
  private static String line(JsonObject handle) {
    return String.join(
        " ",
        handle.get("descriptor").getAsString(),
        handle.get("kind").getAsString(),
        handle.get("target").getAsString(),
        handle.get("flags").getAsString(),
        handle.get("action").getAsString());
  }

  @Override
  public void close() {
    app.close();
  }
}
