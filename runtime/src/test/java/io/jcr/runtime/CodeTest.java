// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {
  private static final Path DOCUMENT = Path.of("docs", "troubleshooting.md");
  private static final Pattern HEADING =
      Pattern.compile("^## (JCR-\\d{3}): \\S.*$", Pattern.MULTILINE);

  @Test
  void noNumberIsUsedTwice() {
    assertThat(Arrays.stream(Code.values()).map(Code::number)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void isWrittenWithThreeDigits(Code code) {
    assertThat(code).hasToString("JCR-" + code.number());
    assertThat(code.toString()).matches("JCR-[1-6]\\d\\d");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_CONFIGURATION, 64",
    "USAGE, 64",
    "EXTERNAL_UNIX_SOCKET, 2",
    "GHOST_FILE, 2",
    "CRIU_MISSING, 3",
    "TARGET_EXISTS, 4",
    "PORT_TAKEN, 4",
    "DUMP_FAILED, 5",
    "RESTORE_FAILED, 5",
    "NO_SUCH_PROCESS, 2",
  })
  void itsFamilyGivesTheExitStatus(Code code, int status) {
    assertThat(code.exitStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void hasAnExitStatusOfTheContract(Code code) {
    assertThat(code.exitStatus()).isIn(2, 3, 4, 5, 64);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void isExplainedUnderAHeadingOfItsOwn(Code code) throws IOException {
    assertThat(headings()).containsOnlyOnce(code.toString());
  }

  @Test
  void headingsAreInTheOrderOfTheirNumbers() throws IOException {
    assertThat(headings()).isSorted();
  }

  private static List<String> headings() throws IOException {
    return HEADING
        .matcher(Files.readString(document()))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** Tests run in the module's folder, in some editors in the root's. */
  private static Path document() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(DOCUMENT))) {
        return folder.resolve(DOCUMENT);
      }
    }
    throw new IllegalStateException("no " + DOCUMENT + " above " + Path.of("").toAbsolutePath());
  }
}
