// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import io.jcr.criu.UsableCriu;
import io.jcr.runtime.handle.FileLock;
import io.jcr.runtime.handle.HeldLock;
import io.jcr.runtime.plan.DataFile;
import io.jcr.runtime.plan.JdkBuild;
import io.jcr.runtime.plan.KeptFile;
import io.jcr.runtime.plan.ListenAddress;
import io.jcr.runtime.plan.Plan;
import io.jcr.runtime.plan.Platform;
import io.jcr.runtime.plan.StreamPlug;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code restore.plan}: everything that {@code jcr restore} does, decided now, so that it needs no
 * thinking and no JVM. One {@code key value...} for each line; a path is the rest of its line. The
 * reader is {@code launcher/src/main/c/plan.c}.
 */
final class RestorePlan {
  private static final int VERSION = 1;

  private RestorePlan() {}

  static String text(
      String id, UsableCriu criu, Path arguments, Plan plan, List<CarriedFile> carried) {
    StringBuilder text = new StringBuilder();
    line(text, "jcr-restore-plan", VERSION);
    line(text, "checkpoint", id);
    line(text, "criu", criu.criu().program());
    line(text, "criu-version", criuVersion(criu));
    host(text, plan.platform());
    for (KeptFile file : plan.jdkFiles()) {
      line(text, "jdk-file", file.size() + " " + file.path());
    }
    for (KeptFile file : plan.files()) {
      line(text, "file", file.size() + " " + file.path());
    }
    for (DataFile file : plan.dataFiles()) {
      line(text, "data-file", dataFile(file));
    }
    plan.locks().forEach(held -> line(text, "lock", lock(held)));
    plan.ids().forEach(number -> line(text, "id", number));
    for (ListenAddress listen : plan.listen()) {
      line(text, "listen", listen.protocol() + " " + listen.address() + " " + listen.port());
    }
    for (ListenAddress listen : plan.moveable()) {
      line(text, "bind", listen.protocol() + " " + listen.address() + " " + listen.port());
    }
    line(text, "arguments", arguments.toString().substring(1));
    for (CarriedFile file : carried) {
      line(text, "make-file", makeFile(file));
    }
    for (StreamPlug stream : plan.streams()) {
      line(text, "stream", stream.descriptor() + " " + stream.key());
    }
    plan.options().restoreArguments().forEach(argument -> line(text, "option", argument));
    return text.toString();
  }

  private static void host(StringBuilder text, Platform platform) {
    line(text, "arch", platform.architecture());
    platform.kernel().ifPresent(kernel -> line(text, "kernel", kernel));
    if (!platform.cpuFeatures().isEmpty()) {
      line(text, "cpu", String.join(" ", platform.cpuFeatures()));
    }
    Optional<JdkBuild> build = platform.jdkBuild();
    build.ifPresent(jdk -> line(text, "jdk-build-id", jdk.id() + " " + jdk.path()));
  }

  /** With what tells that program from another one that has come to its place. */
  private static String criuVersion(UsableCriu criu) {
    return criu.version() + " " + criu.size() + " " + nanos(criu.modified());
  }

  private static String dataFile(DataFile file) {
    return file.file().size() + " " + nanos(file.modified()) + " " + file.file().path();
  }

  private static long nanos(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos();
  }

  private static String lock(HeldLock held) {
    FileLock lock = held.lock();
    String range = lock.start() + " " + lock.length();
    return lock.type() + " " + (lock.write() ? "write" : "read") + " " + range + " " + held.path();
  }

  private static String makeFile(CarriedFile file) {
    String owner = file.userId() + " " + file.groupId();
    String mode = Integer.toOctalString(file.mode());
    return mode + " " + owner + " " + file.copy() + " " + file.path();
  }

  private static void line(StringBuilder text, String key, Object value) {
    String string = value.toString();
    if (string.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(key + " holds a line break: " + string);
    }
    text.append(key).append(' ').append(string).append('\n');
  }
}
