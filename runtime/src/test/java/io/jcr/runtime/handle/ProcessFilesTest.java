// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ProcessFilesTest {
  private static final String STATUS =
      """
      Name:\tjava
      Umask:\t0022
      State:\tS (sleeping)
      Tgid:\t21553
      Pid:\t21553
      PPid:\t21526
      TracerPid:\t17
      Uid:\t1000\t1001\t1002\t1003
      Gid:\t100\t101\t102\t103
      NSpid:\t21553\
      """;

  @Test
  void readsTracerAndEffectiveIds() throws Exception {
    assertThat(ProcessStatus.parse(STATUS.lines().toList()))
        .isEqualTo(new ProcessStatus(21553, false, 17, 1001, 101));
  }

  @Test
  void takesTheIdOfTheInnermostNamespace() throws Exception {
    ProcessStatus status = ProcessStatus.parse((STATUS + "\t40\t1").lines().toList());
    assertThat(status.id()).isEqualTo(1);
    assertThat(status.nested()).isTrue();
  }

  @Test
  void refusesAStatusWithoutTracer() {
    List<String> lines = STATUS.lines().filter(line -> !line.startsWith("TracerPid")).toList();
    assertThatThrownBy(() -> ProcessStatus.parse(lines))
        .isInstanceOf(ProcFormatException.class)
        .hasMessageContaining("TracerPid");
  }

  @Test
  void readsAStat() throws Exception {
    assertThat(ProcessStat.parse("5241 (head) R 5216 5217 3828 0 -1 4194304 100 0"))
        .isEqualTo(new ProcessStat(5241, "head", "R", 5216, 5217, 3828));
  }

  @Property
  void readsBackAnyCommandName(@ForAll String name) throws Exception {
    ProcessStat stat = ProcessStat.parse("7 (" + name + ") Z 1 2 3 0 -1");
    assertThat(stat).isEqualTo(new ProcessStat(7, name, "Z", 1, 2, 3));
    assertThat(stat.isZombie()).isTrue();
  }

  @Test
  void putsACommandLineOnOneLine() {
    assertThat(ProcessReader.commandLine(List.of("sh\0-c\0echo a", "echo b\0")))
        .isEqualTo("sh -c echo a echo b");
    assertThat(ProcessReader.commandLine(List.of())).isEmpty();
  }

  @Property
  void strictParsersEndInOneExceptionOnly(@ForAll String garbage) {
    List<String> lines = garbage.lines().toList();
    endsWell(() -> ProcessStatus.parse(lines));
    endsWell(() -> ProcessStat.parse(garbage));
    endsWell(() -> ProcessStat.parse("1 (x) " + garbage));
    endsWell(() -> Mappings.parse(lines));
    endsWell(() -> Mappings.parse(List.of("1000-2000 r--p 00000000 fe:00 " + garbage)));
    endsWell(() -> FdInfo.parse(lines));
    endsWell(() -> FdInfo.parse(List.of("pos: " + garbage, "flags: " + garbage)));
    endsWell(() -> LockLine.parse("1: FLOCK ADVISORY " + garbage, "fdinfo"));
  }

  @Property
  void strictParsersTakeNumbersThatDoNotFitForGarbage(@ForAll long number) {
    String large = Long.toUnsignedString(number) + "00000000000000000000";
    endsWell(() -> FdInfo.parse(List.of("pos: " + large, "flags: 0")));
    endsWell(() -> ProcessStat.parse(large + " (x) S 1 2 3"));
    endsWell(() -> Mappings.parse(List.of(large + "-2000 r--p 00000000 fe:00 1 /x")));
  }

  private interface Parser {
    Object parse() throws ProcFormatException;
  }

  private static void endsWell(Parser parser) {
    try {
      assertThat(parser.parse()).isNotNull();
    } catch (ProcFormatException expected) {
      assertThat(expected).hasMessageStartingWith("/proc: ");
    }
  }
}
