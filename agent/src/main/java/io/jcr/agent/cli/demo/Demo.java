// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The steps of the demonstration, each timed. */
public final class Demo {
  private static final int CYCLES = 3;

  private final Path java;
  private final Path agentJar;
  private final Path launcher;
  private final Path installCriu;
  private final PrintWriter out;
  private volatile Process server;
  private long processId;

  /** Takes the programs that it shows, and where to tell the story. */
  public Demo(Path java, Path agentJar, Path launcher, Path installCriu, PrintWriter out) {
    this.java = java;
    this.agentJar = agentJar;
    this.launcher = launcher;
    this.installCriu = installCriu;
    this.out = out;
  }

  /** Tells the whole story; throws where a step does not do what it should. */
  public void run() throws IOException, InterruptedException {
    say("CRIU: " + criu());
    Path folder = Files.createTempDirectory("jcr-demo-");
    Thread cleaner = new Thread(() -> clean(folder));
    Runtime.getRuntime().addShutdownHook(cleaner);
    Tomcat tomcat = Tomcat.prepare(TomcatArchive.unpack(folder));
    say("Tomcat: " + tomcat.home().getFileName() + ", " + tomcat.page());
    story(tomcat, folder);
  }

  /** Runs at the end of this JVM, however it comes: Control-C leaves nothing behind either. */
  private void clean(Path folder) {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().onExit().join();
    }
    try {
      remove(folder);
    } catch (IOException e) {
      System.err.println("jcr: cannot remove " + folder + ": " + e.getMessage());
    }
  }

  private void story(Tomcat tomcat, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("tomcat.out");
    Page page = new Page(tomcat.page());
    Path image = folder.resolve("image-0");
    long cold = start(tomcat, page, image, log);
    long best = Long.MAX_VALUE;
    for (int i = 1; i <= CYCLES; i++) {
      Path next = folder.resolve("image-" + i);
      best = Math.min(best, cycle(page, image, next, 2 + i));
      image = next;
    }
    out.printf(Locale.ROOT, "%n%-34s %8d ms%n", "cold start to the first page", cold);
    out.printf(Locale.ROOT, "%-34s %8d ms%n", "restore to the first page (best)", best);
    out.printf(Locale.ROOT, "%-34s %8.1f times faster%n", "ratio", (double) cold / best);
    out.flush();
  }

  /** The cold start and the first checkpoint; returns the milliseconds to the first page. */
  private long start(Tomcat tomcat, Page page, Path image, Path log)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    server =
        new ProcessBuilder(tomcat.command(java, agentJar))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // a restored process has the id that it had
    processId = server.pid();
    String first = page.await(server);
    long cold = millisSince(begin);
    step("cold start, page says \"" + first + "\"", cold);
    step("page says \"" + page.get().body().strip() + "\"", -1);
    checkpoint(image);
    return cold;
  }

  /** A restore, and the next checkpoint; returns the milliseconds to serve. */
  private long cycle(Page page, Path image, Path next, int visit)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    server =
        new ProcessBuilder(launcher.toString(), "restore", image.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = page.await(server);
    long millis = millisSince(begin);
    step("restore, page says \"" + text + "\"", millis);
    require(text.equals("visit " + visit), "the session did not count on");
    checkpoint(next);
    return millis;
  }

  private void checkpoint(Path image) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String said =
        output(
            List.of(launcher.toString(), "checkpoint", "" + processId, "--to", image.toString()));
    step("checkpoint: " + said, millisSince(begin));
    require(server.waitFor(10, TimeUnit.SECONDS), "process " + processId + " lives on");
  }

  private String criu() throws IOException, InterruptedException {
    String said = output(List.of(installCriu.toString()));
    return said.lines().reduce((first, last) -> last).orElse("");
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    require(process.waitFor() == 0, String.join(" ", command) + " failed");
    return text.strip();
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private void step(String what, long millis) {
    say(millis < 0 ? "           " + what : String.format(Locale.ROOT, "%7d ms %s", millis, what));
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Demo::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
