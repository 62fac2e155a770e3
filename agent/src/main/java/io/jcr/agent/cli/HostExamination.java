// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import io.jcr.criu.Criu;
import io.jcr.criu.CriuException;
import io.jcr.criu.CriuFeatures;
import io.jcr.criu.CriuLocator;
import io.jcr.criu.CriuVersion;
import io.jcr.criu.UsableCriu;
import io.jcr.runtime.Code;
import io.jcr.runtime.checkpoint.Capabilities;
import io.jcr.runtime.checkpoint.CriuMessages;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Probes this host; each finding stands for itself. */
final class HostExamination {
  /** Ids wrap round below this; a restore then often finds one of its own taken. */
  private static final long SMALL_ID_RANGE = 32768;

  /** The JDK makes such a pair when it closes its first socket (UnixDispatcher.c); see JCR-201. */
  private static final String SOCKETS =
      "half-closed pairs of the JDK are carried; CRIU before 4.0 may refuse them, and is not taken";

  private final CriuLocator locator;

  HostExamination(CriuLocator locator) {
    this.locator = locator;
  }

  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(kernel());
    List<Finding> criu = criu();
    findings.addAll(criu);
    String status = Files.readString(Path.of("/proc/self/status"));
    boolean works = criu.stream().noneMatch(Finding::isProblem);
    findings.add(capabilities(works));
    findings.add(seccomp(field(status, "Seccomp")));
    findings.add(processIds());
    findings.add(java());
    findings.add(docker());
    return findings;
  }

  private static Finding kernel() {
    CriuVersion kernel = CriuLocator.kernel();
    return Finding.good(
        "kernel", kernel + ", needs CRIU " + CriuVersion.neededFor(kernel) + " or newer");
  }

  private List<Finding> criu() {
    try {
      UsableCriu found = locator.find(named());
      Criu criu = found.criu();
      return List.of(
          Finding.good("criu", criu.program() + " " + found.version() + ", passes its check"),
          Finding.good("sockets", SOCKETS),
          Finding.good("features", text(criu.features())));
    } catch (CriuException e) {
      return List.of(Finding.problem("criu", CriuMessages.explain(e)));
    }
  }

  private static String text(CriuFeatures features) {
    return "memory tracking "
        + yesOrNo(features.memoryTracking())
        + ", lazy pages "
        + yesOrNo(features.lazyPages())
        + ", pidfd store "
        + yesOrNo(features.pidfdStore());
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }

  private static Optional<Path> named() {
    return Optional.ofNullable(System.getenv("JCR_CRIU"))
        .filter(path -> !path.isEmpty())
        .map(path -> Path.of(path).toAbsolutePath());
  }

  /**
   * CRIU's own check tells whether it works, perhaps by capabilities of its file; this says which
   * one is missing where it does not.
   */
  private static Finding capabilities(boolean criuWorks) {
    List<String> missing = Capabilities.missing();
    if (criuWorks || missing.isEmpty()) {
      return Finding.good(
          "capabilities", missing.isEmpty() ? "all that CRIU needs" : "enough for its check");
    }
    return Finding.problem(
        "capabilities",
        Code.PRIVILEGE_MISSING,
        "missing " + String.join(", ", missing),
        "run as root, or grant them to the container (--cap-add)");
  }

  /**
   * To dump a process below a filter CRIU suspends it, which the kernel grants to nobody who is
   * below a filter himself (kernel/ptrace.c, PTRACE_O_SUSPEND_SECCOMP). CRIU's check does not try.
   */
  private static Finding seccomp(String mode) {
    return mode.equals("0")
        ? Finding.good("seccomp", "no filter")
        : Finding.problem(
            "seccomp",
            Code.PRIVILEGE_MISSING,
            "a filter is active, below which CRIU cannot dump",
            "start the container with --security-opt seccomp=unconfined");
  }

  private static Finding processIds() throws IOException {
    long max = Long.parseLong(sysctl("/proc/sys/kernel/pid_max"));
    return max > SMALL_ID_RANGE
        ? Finding.good("process ids", "up to " + max)
        : Finding.advice(
            "process ids",
            "up to " + max + " only",
            "raise kernel.pid_max, so that restores find theirs free");
  }

  /** Numbers of sysctl come in one read from the start, or not at all (kernel/sysctl.c). */
  private static String sysctl(String path) throws IOException {
    byte[] buffer = new byte[64];
    try (FileInputStream in = new FileInputStream(path)) {
      return new String(buffer, 0, in.read(buffer), StandardCharsets.US_ASCII).strip();
    }
  }

  private static Finding java() {
    return Finding.good(
        "java", System.getProperty("java.vm.version") + " in " + System.getProperty("java.home"));
  }

  private static Finding docker() {
    boolean inside = Files.exists(Path.of("/.dockerenv"));
    boolean engine = Files.exists(Path.of("/run/docker.sock"));
    return Finding.good(
        "docker",
        (inside ? "inside a container" : "not inside a container")
            + (engine ? ", an engine listens on /run/docker.sock" : ", no engine"));
  }

  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("0");
  }
}
