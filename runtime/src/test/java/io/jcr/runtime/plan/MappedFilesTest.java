// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.kind.RegularFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MappedFilesTest {
  private static final KeptFile LIBRARY = new KeptFile("/usr/lib/libc.so.6", 2000);

  @Test
  void mappedFilesMustHaveTheSizeThatTheyHad() {
    Plan plan = Outcomes.plan(new Tables().mapFile(LIBRARY.path(), LIBRARY.size()));

    assertThat(plan.files()).containsExactly(LIBRARY);
    assertThat(plan.jdkFiles()).isEqualTo(Tables.PLATFORM.jdkFiles());
  }

  @Test
  void thoseOfTheJdkTellItsBuild() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .mapFile("/opt/jdk/lib/server/libjvm.so", 20_000)
                .mapFile("/opt/jdk/lib/libjava.so", 300));

    assertThat(plan.files()).isEmpty();
    assertThat(plan.jdkFiles())
        .startsWith(Tables.PLATFORM.jdkFiles().toArray(KeptFile[]::new))
        .endsWith(new KeptFile("/opt/jdk/lib/libjava.so", 300))
        .hasSize(3);
  }

  @Test
  void eachFileIsNamedOnce() {
    RegularFile data = new RegularFile("/data/db", 1000, 3, 9, false, Instant.EPOCH);
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(5, Tables.file("/opt/app.jar"))
                .open(6, data, 2)
                .mapFile("/data/db", 1000)
                .mapFile("/opt/app.jar", 1000)
                .mapFile("/opt/app.jar", 1000));

    assertThat(plan.files()).containsExactly(new KeptFile("/opt/app.jar", 1000));
    assertThat(plan.dataFiles())
        .extracting(DataFile::file)
        .containsExactly(new KeptFile("/data/db", 1000));
  }

  /** Nobody can make such a file longer; caches of name services above all. */
  @Test
  void whatAChildOnlyReadsIsCompared() {
    FileMapping cache = Tables.mapped("/var/cache/nscd/passwd", true, 4096);
    assertThat(cache.isWritable()).isFalse();
    assertThat(Outcomes.plan(new Tables().childWith(101, cache)).files())
        .containsExactly(new KeptFile("/var/cache/nscd/passwd", 4096));
  }

  @Test
  void whatTheImageCarriesItselfIsNotCompared() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .map("/tmp/unpacked.so", true, 4096)
                .map("/memfd:java heap", true, 4096)
                .mapFile(Tables.COUNTERS, 32768)
                .mapFile("/two\nlines", 7));

    assertThat(plan.files()).isEmpty();
  }

  @Test
  void ofAChildOnlyWhatItCannotWriteIsCompared() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .childWith(
                    200,
                    Tables.mapped(LIBRARY.path(), false, LIBRARY.size()),
                    Tables.writable("/data/shared", 10)));

    assertThat(plan.files()).containsExactly(LIBRARY);
  }
}
