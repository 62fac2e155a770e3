// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a JVM again and again for descriptors that appear, and for the threads that may have
 * opened them. From outside: nothing is stopped, and no thread of the JVM works for it.
 */
public final class NativeWatch {
  private static final long SHORTEST_PAUSE_MILLIS = 2;

  /** It works for a tenth of the time at most, on one processor. */
  private static final int PAUSE_PER_WORK = 9;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** One before a descriptor was not there yet, that one, the one at which it was, one more. */
  private static final int LOOKS = 3;

  private static final int BOUND = 1000;

  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private final Origins origins;
  private final Path process;
  private final List<Appearance> appearances = new ArrayList<>();
  private Map<Integer, String> links = Map.of();
  private final List<Pending> pending = new ArrayList<>();

  /** At the last looks, the latest last. */
  private final List<Map<Long, ThreadLook>> threads = new ArrayList<>();

  private int looks;
  private int more;

  /** A watch of the process that the origins are of. */
  public NativeWatch(Origins origins) {
    this.origins = origins;
    this.process = origins.process().path();
  }

  /**
   * A descriptor that was not there at the look before.
   *
   * @param link what it led to
   * @param after since the beginning of the watch
   * @param inNativeCode the threads that were in a library of the application's around that time
   * @param ran the other Java threads that ran then
   */
  record Appearance(
      int descriptor,
      String link,
      Duration after,
      List<ThreadLook> inNativeCode,
      List<ThreadLook> ran) {}

  /** A descriptor that has appeared, until the next look tells which threads ran. */
  private record Pending(int descriptor, String link, Duration after) {}

  /** Looks for as long as that, or until the process ends. */
  public Watched watch(Duration duration) throws JcrException, IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ThreadReader reader = ThreadReader.of(process)) {
      threads.add(reader.look(Map.of(), origins.code()));
      links = links();
      while (System.nanoTime() - begin < duration.toNanos()) {
        long worked = PROCESSOR.getCurrentThreadCpuTime();
        look(reader, System.nanoTime() - begin);
        long took = PROCESSOR.getCurrentThreadCpuTime() - worked;
        Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, took * PAUSE_PER_WORK / NANOS_PER_MILLI));
      }
    } catch (FileSystemException | DirectoryIteratorException e) {
      Ending.require(origins.process(), e); // what was seen until then
    }
    pending.forEach(this::complete);
    return new Watched(appearances, links, looks, more, origins);
  }

  private void look(ThreadReader reader, long nanos) throws IOException {
    looks++;
    Map<Integer, String> now = links();
    threads.add(reader.look(threads.get(threads.size() - 1), origins.code()));
    if (!pending.isEmpty()) {
      origins.refresh();
      pending.forEach(this::complete);
      pending.clear();
    }
    for (Map.Entry<Integer, String> entry : now.entrySet()) {
      if (!entry.getValue().equals(links.get(entry.getKey()))) {
        add(new Pending(entry.getKey(), entry.getValue(), Duration.ofNanos(nanos)));
      }
    }
    if (threads.size() > LOOKS) {
      threads.remove(0);
    }
    links = now;
  }

  private void add(Pending appeared) {
    if (appearances.size() + pending.size() < BOUND) {
      pending.add(appeared);
    } else {
      more++;
    }
  }

  /** The kernel counts a thread's time when it stops running, so it may be one look late. */
  private void complete(Pending appeared) {
    List<ThreadLook> inNativeCode = new ArrayList<>();
    List<ThreadLook> ran = new ArrayList<>();
    for (ThreadLook last : threads.get(threads.size() - 1).values()) {
      ThreadLook first = threads.get(0).get(last.threadId());
      if (first == null || first.ran() != last.ran()) {
        Optional<ThreadLook> caught = caught(last.threadId());
        caught.ifPresent(inNativeCode::add);
        if (caught.isEmpty() && origins.isJava(last)) {
          ran.add(last);
        }
      }
    }
    appearances.add(
        new Appearance(
            appeared.descriptor(), appeared.link(), appeared.after(), inNativeCode, ran));
  }

  private Optional<ThreadLook> caught(long thread) {
    return threads.stream()
        .flatMap(look -> Stream.ofNullable(look.get(thread)))
        .filter(origins::isInNativeCode)
        .findFirst();
  }

  /** Of all descriptors; a number that went and came within one look is seen by its link. */
  private Map<Integer, String> links() throws IOException {
    Map<Integer, String> found = new HashMap<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        try {
          String link = Files.readSymbolicLink(descriptor).toString();
          found.put(Integer.parseInt(descriptor.getFileName().toString()), link);
        } catch (NoSuchFileException closed) {
          // between the two questions
        }
      }
    }
    return found;
  }
}
