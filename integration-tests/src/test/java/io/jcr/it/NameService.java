// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A daemon that the C library asks for users, groups and hosts, with a root file system of its own
 * in a folder: only there it is known whom it knows. It shares the tests' mounts, so what it hands
 * out is seen by its clients under the path in that folder.
 */
abstract class NameService implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/sh/with-name-service.sh").toAbsolutePath();
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** What tests are run with, each. */
  enum Kind {
    NSCD(Nscd::new),
    SSSD(Sssd::new),
    VENDOR(VendorDaemon::new);

    private final Maker maker;

    Kind(Maker maker) {
      this.maker = maker;
    }

    /** One in a folder that does not exist yet, which knows all of {@link Names}. */
    NameService start(Path root) throws Exception {
      NameService service = maker.make(root);
      try {
        service.prepare();
        service.asks(false);
        service.knows(Names.ADA, Names.GRACE);
        service.start();
      } catch (Throwable e) {
        service.close();
        throw e;
      }
      return service;
    }
  }

  private interface Maker {
    NameService make(Path root) throws Exception;
  }

  private final Path root;
  private App daemon;

  NameService(Path root) throws IOException {
    this.root = root;
    for (String folder : List.of("etc", "run/nscd", "var/lib/sss", "client/lib")) {
      Files.createDirectories(root.resolve(folder));
    }
  }

  /** Makes what it needs and what its clients need, once. */
  abstract void prepare() throws Exception;

  /** How nsswitch.conf(5) names the module that asks it; empty where the C library itself does. */
  abstract String module();

  abstract List<String> command();

  /** The folders, below its root, whose contents are its caches and its sockets. */
  abstract List<String> caches();

  /** What a handle that it leaves in a client leads to, in part. */
  abstract String mark();

  Path root() {
    return root;
  }

  /** Has clients that are started from now on ask the daemon before the files, or after them. */
  void asks(boolean daemonFirst) throws IOException {
    String sources = daemonFirst ? module() + " files" : "files " + module();
    String lines = "passwd: " + sources + "\ngroup: " + sources + "\nhosts: files " + module();
    Files.writeString(root.resolve("client/nsswitch.conf"), lines + "\n");
  }

  /** Whom the daemon knows besides what is in every machine's files. */
  void knows(Names... names) throws IOException {
    write("passwd", Names::passwd, names);
    write("group", Names::groups, names);
    write("hosts", Names::hosts, names);
  }

  private void write(String file, Function<Names, String> line, Names... names) throws IOException {
    String lines =
        Stream.concat(Stream.of(Names.FILES), Stream.of(names))
            .map(line)
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(root.resolve("etc").resolve(file), lines);
  }

  void start() throws Exception {
    daemon = App.start(root, command());
    await("answers", () -> answers());
  }

  private boolean answers() throws Exception {
    assertThat(daemon.isAlive()).as(daemon.output()).isTrue();
    return Result.of(inside(List.of("getent", "passwd", Names.ADA.user())), Map.of()).status() == 0;
  }

  void stop() throws Exception {
    daemon.terminate();
    daemon.awaitEnd();
  }

  void restart() throws Exception {
    stop();
    start();
  }

  /** Removes what it has left behind. */
  void removeCaches() throws IOException {
    for (String folder : caches()) {
      try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
        for (Path path : paths.filter(path -> !Files.isDirectory(path)).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** A command line among its clients. */
  List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("sh", SCRIPT.toString(), root.toString()));
    all.addAll(command);
    return all;
  }

  /** The same in the mount namespace in which it is started. */
  List<String> here(List<String> command) {
    List<String> all = new ArrayList<>(List.of("sh", SCRIPT.toString(), "--inside"));
    all.add(root.toString());
    all.addAll(command);
    return all;
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(BOUND).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  @Override
  public void close() throws IOException {
    if (daemon != null) {
      daemon.terminate();
      daemon.close();
    }
  }
}
