// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {
  private static final String TWO_PROCESSORS =
      """
      processor\t: 0
      flags\t\t: fpu sse2 erms pni avx2 hypervisor avx512_vbmi2
      vmx flags\t: ept

      processor\t: 1
      flags\t\t: fpu sse4_1
      """;

  @Test
  void takesThoseOfTheFirstProcessor() throws Exception {
    assertThat(firstOf(TWO_PROCESSORS))
        .containsExactly("fpu", "sse2", "erms", "pni", "avx2", "hypervisor", "avx512_vbmi2");
    assertThat(firstOf("processor\t: 0\nFeatures\t: fp asimd\n")).containsExactly("fp", "asimd");
    assertThat(firstOf("processor\t: 0\n")).isEmpty();
  }

  @Test
  void comparesWhatCodeWouldFaultWithout() throws Exception {
    assertThat(CpuFeatures.needed(firstOf(TWO_PROCESSORS)))
        .containsExactly("pni", "avx2", "avx512_vbmi2");
    assertThat(CpuFeatures.needed(List.of("fp", "asimd", "evtstrm")))
        .containsExactly("fp", "asimd");
  }

  @Test
  void leavesOutWhatDiffersBetweenHostsThatAreAlike() {
    assertThat(
            CpuFeatures.needed(
                List.of("hypervisor", "ht", "constant_tsc", "ibpb", "md_clear", "vmx", "arat")))
        .isEmpty();
  }

  /** For a feature without a row there, the launcher has to read /proc/cpuinfo, which is slow. */
  @Test
  void theLauncherAsksTheProcessorForEach() throws Exception {
    String table = Files.readString(Path.of("../launcher/src/main/c/cpu.c"));
    Set<String> rows =
        Pattern.compile("\\{\"(\\w+)\", [A-Z]")
            .matcher(table)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    assertThat(rows).isEqualTo(CpuFeatures.X86);
  }

  @Test
  void eachIsDocumented() throws Exception {
    String documentation = Files.readString(Path.of("../docs/image-format.md"));
    assertThat(CpuFeatures.X86).allMatch(name -> documentation.contains("`" + name + "`"));
    assertThat(CpuFeatures.ARM).allMatch(name -> documentation.contains("`" + name + "`"));
  }

  @Test
  void readsThisHost() {
    assertThat(CpuFeatures.needed()).isNotEmpty().doesNotHaveDuplicates();
  }

  private static List<String> firstOf(String text) throws Exception {
    return CpuFeatures.firstOf(new BufferedReader(new StringReader(text)));
  }
}
