// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogOptionsTest {
  private static final Path FOLDER = Path.of("/srv/app");

  @ParameterizedTest
  @CsvSource({
    "-Xlog:gc:file=/var/log/gc.log, /var/log/gc.log",
    "-Xlog:gc*=debug:file=/var/log/gc.log:time:filecount=3, /var/log/gc.log",
    "-Xlog::/var/log/all.log, /var/log/all.log",
    "-Xlog:gc:gc.log, /srv/app/gc.log",
    "-Xlog:gc:file=../gc.log, /srv/gc.log",
    "-Xlog:gc:file=gc-%p.log:tags, /srv/app/gc-4711.log",
    "-Xlog:gc:%t/gc-%hn.log, /srv/app/2025-01-02_03-04-05/gc-host.log",
    "-Xlog:gc:file=\"/var/log/a:b.log\":time, /var/log/a:b.log",
    "-Xloggc:/var/log/gc.log, /var/log/gc.log",
  })
  void findsTheFileOf(String option, String path) {
    assertThat(LogOptions.files(List.of("-Xmx1g", option), FOLDER))
        .singleElement()
        .satisfies(file -> assertThat(path).matches(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xlog",
        "-Xlog:gc",
        "-Xlog:disable",
        "-Xlog:gc:stdout",
        "-Xlog:gc:stderr:time",
        "-Xlog:gc::time",
        "-Xlog:gc:#2",
        "-Dlog=-Xlog:gc:file=a"
      })
  void findsNoneIn(String option) {
    assertThat(LogOptions.files(List.of(option), FOLDER)).isEmpty();
  }

  @Test
  void takesNoOtherFileForALog() {
    List<Pattern> files = LogOptions.files(List.of("-Xlog:gc:gc-%p.log"), FOLDER);
    for (String other :
        List.of("/srv/app/gcx1xlog", "/srv/app/gc-1.log.0", "/srv/app/gc-a/b.log")) {
      assertThat(files).noneMatch(file -> file.matcher(other).matches());
    }
  }
}
