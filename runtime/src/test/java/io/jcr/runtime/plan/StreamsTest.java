// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.Terminal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final Kind TERMINAL = new Terminal("/dev/pts/3", 0x8803, 0x17);
  private static final Kind NULL = new CharacterDevice("/dev/null", 1, 3);

  @Test
  void plugsPipesFilesAndNamedPipes() {
    Tables tables =
        new Tables()
            .open(0, new Pipe(4, "/run/in", false, false))
            .open(1, Tables.outerPipe(5))
            .open(2, Tables.file("/var/log/err.txt"));

    assertThat(Outcomes.plan(tables).streams())
        .containsExactly(
            new StreamPlug(0, "run/in"),
            new StreamPlug(1, "pipe:[5]"),
            new StreamPlug(2, "var/log/err.txt"));
    assertThat(Outcomes.plan(tables).warnings()).isEmpty();
  }

  @Test
  void plugsOneTerminalOnceAndTellsCriuOfIt() {
    Plan plan = Outcomes.plan(new Tables().open(0, TERMINAL).open(1, TERMINAL).open(2, TERMINAL));

    assertThat(plan.streams()).containsExactly(new StreamPlug(1, "tty[8803:17]"));
    assertThat(plan.options().externals()).containsExactly("tty[8803:17]");
  }

  @Test
  void leavesTheTerminalOfAShellJobToCriu() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .process(Tables.process(100, 50, 100, Optional.empty()))
                .open(0, TERMINAL)
                .open(1, TERMINAL)
                .open(2, Tables.file("/err.txt"))
                .open(7, TERMINAL));

    assertThat(plan.streams()).containsExactly(new StreamPlug(2, "err.txt"));
    assertThat(plan.options().externals()).isEmpty();
    assertThat(plan.options().shellJob()).isTrue();
  }

  @Test
  void warnsThatATerminalIsReplacedByATerminalOnly() {
    assertThat(Outcomes.plan(new Tables().open(0, TERMINAL).open(1, TERMINAL)).warnings())
        .containsExactly(
            "descriptor 1 (terminal /dev/pts/3): the image can be restored from a terminal only");
  }

  @Test
  void plugsASocketToTheSupervisor() {
    Kind journal = Tables.external("stream", "/run/systemd/journal/stdout");

    Plan plan = Outcomes.plan(new Tables().open(0, NULL).open(1, journal).open(2, journal));

    assertThat(plan.streams()).containsExactly(new StreamPlug(1, "socket:[30]"));
    assertThat(plan.options().externals()).containsExactly("unix[30]");
    assertThat(plan.options().externalUnixSockets()).isFalse();
  }

  @Test
  void leavesDevicesAndInnerPipesAlone() {
    Plan plan = Outcomes.plan(new Tables().open(0, NULL).open(1, new Pipe(5, "", true, false)));

    assertThat(plan.streams()).isEmpty();
    assertThat(plan.options().externals()).isEmpty();
  }

  @Test
  void pluggedFilesNeedNotBeWhatTheyWere() {
    assertThat(Outcomes.plan(new Tables().open(1, Tables.file("/out"))).files()).isEmpty();
  }

  @Test
  void whateverLeadsToTheSameIsPluggedToo() {
    Tables tables =
        new Tables()
            .open(0, TERMINAL)
            .open(1, Tables.outerPipe(5))
            .open(2, Tables.external("stream", ""))
            .open(7, TERMINAL)
            .open(8, Tables.outerPipe(5))
            .open(9, Tables.external("stream", ""));

    assertThat(Outcomes.plan(tables).warnings())
        .noneMatch(warning -> warning.contains("another process"));
  }

  @Test
  void warnsWhereAFileIsAStreamToo() {
    Plan plan =
        Outcomes.plan(new Tables().open(1, Tables.file("/out")).open(7, Tables.file("/out")));

    assertThat(plan.warnings()).singleElement().asString().startsWith("descriptor 7 (file /out)");
    assertThat(plan.files()).isEmpty();
  }

  @Test
  void plugsADeletedFileByItsOldName() {
    assertThat(Outcomes.plan(new Tables().open(1, Tables.deleted("/out", 5))).streams())
        .containsExactly(new StreamPlug(1, "out"));
  }
}
