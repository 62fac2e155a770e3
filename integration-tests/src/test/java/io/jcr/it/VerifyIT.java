// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.it.app.MappingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does an image fit this host: what {@code jcr verify} says is what {@code jcr restore} does. */
@Tag("any-jdk")
class VerifyIT {
  private static final int DOES_NOT_FIT = 4;

  @TempDir private Path folder;

  private int port;
  private Path image;
  private Path open;
  private Path mapped;

  @BeforeEach
  void prepare() throws IOException {
    Requirements.criu();
    port = Http.freePort();
    image = folder.resolve("image");
    open = Files.writeString(folder.resolve("open"), "open");
    mapped = Files.writeString(folder.resolve("mapped"), "mapped");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void anImageThatFitsRestores(Jdk jdk) throws Exception {
    checkpoint(jdk);
    fits();
    assertThat(ProcessHandle.of(Images.processId(image))).as("a restored process").isEmpty();
    restores("mp");
    fits();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void everythingThatDoesNotFitIsToldAtOnce(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      checkpoint(app, "--keep-running");
      String plan = Files.readString(image.resolve("restore.plan"));
      Files.writeString(open, "more", StandardOpenOption.APPEND);
      Files.writeString(mapped, "more", StandardOpenOption.APPEND);
      Images.edit(image, buildId(plan), "0".repeat(buildId(plan).length()));
      String unknown = "z".repeat(feature(plan).length());
      Images.edit(image, "cpu " + feature(plan), "cpu " + unknown);

      Result verified = Jcr.run("verify", image).hasStatus(DOES_NOT_FIT);

      assertThat(codes(verified))
          .containsExactlyInAnyOrder(
              "JCR-413", "JCR-414", "JCR-414", "JCR-415", "JCR-416", "JCR-421");
      verified.says(
          "libjvm.so has build id " + buildId(plan) + ", it had 0000",
          open + " has 8 bytes, it had 4 at the checkpoint",
          mapped + " has 10 bytes, it had 6 at the checkpoint",
          "port " + port + " is taken by process " + app.processId(),
          "id " + app.processId() + " and ",
          "lacks what code in the image may use: " + unknown + ";");
      assertThat(verified.output()).isEmpty();
      refusesTheSame(verified);
      assertThat(Http.getOnce(port, "/")).isEqualTo("mp");
      Files.writeString(image.resolve("restore.plan"), plan);
    }
    Files.writeString(open, "open");
    Files.writeString(mapped, "mapped");
    fits();
    restores("mp");
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aMappedFileThatIsGoneIsTold(Jdk jdk) throws Exception {
    checkpoint(jdk);
    Path elsewhere = Files.move(mapped, folder.resolve("elsewhere"));
    Result verified = Jcr.run("verify", image).refuses(DOES_NOT_FIT, "JCR-414");
    verified.says(mapped + " cannot be found");
    refusesTheSame(verified);
    Files.move(elsewhere, mapped);
    restores("mp");
  }

  /** What CRIU opens at restore, as the kernel lists it, is in the plan. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void everyMappedFileIsInThePlan(Jdk jdk) throws Exception {
    List<String> files = new ArrayList<>();
    try (App app = start(jdk)) {
      for (String line : Files.readAllLines(Path.of("/proc/" + app.processId() + "/maps"))) {
        String file = line.replaceFirst("^(\\S+ +){5}", "");
        if (file.startsWith("/") && !file.endsWith(" (deleted)") && !file.contains("hsperfdata")) {
          files.add(Files.size(Path.of(file)) + " " + file);
        }
      }
      checkpoint(app);
    }
    List<String> planned =
        Files.readAllLines(image.resolve("restore.plan")).stream()
            .filter(line -> line.startsWith("file ") || line.startsWith("jdk-file "))
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .toList();
    assertThat(files).hasSizeGreaterThan(10);
    assertThat(planned).containsAll(files).doesNotHaveDuplicates();
  }

  /** The whole list of codes: 302 of a CRIU that is too old is 3 for a restore. */
  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void aCriuThatIsTooOldIsTold(Jdk jdk) throws Exception {
    checkpoint(jdk);
    Path old = folder.resolve("criu");
    Files.writeString(old, "#!/bin/sh\necho Version: 3.17.1\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    Result verified = Jcr.run("verify", image, "--criu", old).hasStatus(DOES_NOT_FIT);
    verified.says("JCR-302: " + old + " is version 3.17.1, kernel", ", the image was made by 4.");
    assertThat(Jcr.run("restore", image, "--criu", old).hasStatus(3).error())
        .isEqualTo(verified.error());
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#few")
  void theJarHandsOver(Jdk jdk) throws Exception {
    List<String> verify =
        List.of(jdk.java().toString(), "-jar", Jcr.AGENT.toString(), "verify", "" + image);
    Result.of(verify, Map.of()).refuses(DOES_NOT_FIT, "JCR-411");
    checkpoint(jdk);
    assertThat(Result.of(verify, Map.of()).hasStatus(0).output())
        .isEqualTo(image + " fits this host\n");
  }

  private App start(Jdk jdk) throws IOException {
    return App.start(jdk, folder, MappingServer.class, "" + port, "" + open, "" + mapped)
        .awaitOutput("READY");
  }

  private void checkpoint(Jdk jdk) throws Exception {
    try (App app = start(jdk)) {
      checkpoint(app);
    }
  }

  private Result checkpoint(App app, Object... options) throws Exception {
    assertThat(Http.getOnce(port, "/")).isEqualTo("mo");
    List<Object> arguments = new ArrayList<>(List.of("checkpoint", app.processId(), "--to", image));
    arguments.addAll(List.of(options));
    return Jcr.run(arguments.toArray()).hasStatus(0);
  }

  private void fits() throws Exception {
    Result verified = Jcr.run("verify", image).hasStatus(0);
    assertThat(verified.output()).isEqualTo(image + " fits this host\n");
    assertThat(verified.error()).isEmpty();
  }

  private void restores(String answer) throws Exception {
    try (App restored = App.restore(folder, image)) {
      assertThat(Http.await(port, "/")).as(restored.output()).isEqualTo(answer);
    }
  }

  private void refusesTheSame(Result verified) throws Exception {
    Result restored = Jcr.run("restore", image).hasStatus(DOES_NOT_FIT);
    assertThat(restored.error()).isEqualTo(verified.error());
    assertThat(restored.output()).isEmpty();
  }

  private static List<String> codes(Result result) {
    return result
        .error()
        .lines()
        .filter(line -> line.startsWith("jcr: "))
        .map(line -> line.substring(5, 12))
        .toList();
  }

  private static String buildId(String plan) {
    return word(plan, "jdk-build-id ");
  }

  /** The first that is compared. */
  private static String feature(String plan) {
    return word(plan, "cpu ");
  }

  private static String word(String plan, String key) {
    return plan.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.split(" ", -1)[1])
        .findFirst()
        .orElseThrow();
  }
}
