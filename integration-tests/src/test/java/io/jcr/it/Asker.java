// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.NameLookups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** A {@link NameLookups} among the clients of a name service, in each of its lives. */
final class Asker implements AutoCloseable {
  /** Long enough for a hundred questions: so often the C library leaves out an nscd that failed. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** So that the JDK itself remembers no host. */
  private static final String UNCACHED =
      "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n";

  private final NameService service;
  private final Path folder;
  private final int port;
  private App life;
  private boolean isRestored;

  private Asker(NameService service, Path folder, int port, App life) {
    this.service = service;
    this.folder = folder;
    this.port = port;
    this.life = life;
  }

  /** Starts one; {@code first} is what a thread named {@code the-asker} asks first. */
  static Asker start(Jdk jdk, NameService service, Path folder, String... first) throws Exception {
    int port = Http.freePort();
    Path uncached = Files.writeString(folder.resolve("uncached.properties"), UNCACHED);
    List<String> java = new ArrayList<>();
    java.add(jdk.java().toString());
    java.addAll(List.of("-Xmx64m", "-javaagent:" + Jcr.AGENT)); // small images
    java.add("-Djava.security.properties=" + uncached);
    java.addAll(List.of("-cp", App.CLASSES, NameLookups.class.getName()));
    java.addAll(List.of("" + port, "" + folder.resolve("given-away")));
    java.addAll(List.of(first));
    App app = App.start(folder, service.inside(java)).awaitOutput("READY");
    return new Asker(service, folder, port, app);
  }

  long processId() {
    return isRestored ? life.restoredId() : life.processId();
  }

  String ask(String question) throws IOException {
    return Http.getOnce(port, "/" + question);
  }

  /** Fails unless each way to ask finds them. */
  void finds(Names names) throws IOException {
    assertThat(ask("user?" + names.user())).isEqualTo("" + names.id());
    assertThat(ask("user-of?" + names.id())).isEqualTo(names.user());
    assertThat(ask("group?" + names.group())).isEqualTo("" + names.id());
    assertThat(ask("group-of?" + names.id())).isEqualTo(names.group());
    assertThat(ask("host?" + names.host())).isEqualTo(names.address());
    assertThat(ask("host-of?" + names.address())).isEqualTo(names.host());
  }

  /** The same for them, for what is in files, and for the JVM's own user. */
  void findsAll(Names names) throws IOException {
    finds(names);
    finds(Names.FILES);
    assertThat(ask("self")).isEqualTo("root");
    assertThat(ask("process?" + processId())).isEqualTo("root");
  }

  /** The same, before long: a client that was told that there is no daemon asks again later. */
  void findsAgain(Names names) {
    eventually(() -> findsAll(names));
  }

  /** Fails unless nobody can tell, and unless that is said at once. */
  void findsNone(Names names) throws IOException {
    long start = System.nanoTime();
    assertThat(ask("user?" + names.user())).contains("Exception");
    assertThat(ask("user-of?" + names.id())).isEqualTo("" + names.id());
    assertThat(ask("group?" + names.group())).contains("Exception");
    assertThat(ask("group-of?" + names.id())).isEqualTo("" + names.id());
    assertThat(ask("host?" + names.host())).contains("UnknownHostException");
    assertThat(ask("host-of?" + names.address())).isEqualTo(names.address());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsInstanceOf(IOException.class) // as long as nothing listens
        .untilAsserted(assertion);
  }

  /** A checkpoint after which it goes on; nothing is left of the image. */
  void checkpointAndGoOn() throws Exception {
    Path image = folder.resolve("kept");
    Jcr.run("checkpoint", processId(), "--to", image, "--keep-running").hasStatus(0);
    Folders.remove(image);
  }

  /** The same, asked for by itself, which takes half as long. */
  void checkpointItself() throws Exception {
    Path image = folder.resolve("kept");
    assertThat(ask("checkpoint?" + image)).isEqualTo("done");
    Folders.remove(image);
  }

  /** A checkpoint after which it is gone. */
  Path checkpoint(String name) throws Exception {
    Path image = folder.resolve(name);
    Jcr.run("checkpoint", processId(), "--to", image).hasStatus(0);
    assertThat(life.awaitEnd()).isEqualTo(137);
    return image;
  }

  void restore(Path image) throws Exception {
    List<String> command = List.of(Jcr.COMMAND.toString(), "restore", image.toString());
    life = App.start(folder, service.inside(command)).awaitOutput("restored from");
    isRestored = true;
    eventually(() -> assertThat(ask("self")).isEqualTo("root"));
  }

  /** What its descriptors lead to but its output, which each life has in a file of its own. */
  List<String> descriptors() throws IOException {
    return ask("descriptors").lines().filter(target -> !target.contains("/output-")).toList();
  }

  /** What it has written, without the agent's lines. */
  String output() throws IOException {
    return life.outputOfItsOwn();
  }

  @Override
  public void close() {
    life.close();
  }
}
