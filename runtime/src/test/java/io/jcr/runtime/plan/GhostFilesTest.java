// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Config;
import org.junit.jupiter.api.Test;

class GhostFilesTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Config LIMITED = Outcomes.config("criu: {options: {ghost-limit: 2M}}");

  @Test
  void withoutDeletedFilesTheLimitIsCrius() {
    DumpOptions options = Outcomes.plan(new Tables().open(5, Tables.file("/a"))).options();

    assertThat(options.ghostLimit()).isEqualTo(MEGABYTE);
    assertThat(options.linkRemap()).isFalse();
  }

  @Test
  void theLimitFitsTheLargestDeletedFile() {
    DumpOptions options =
        Outcomes.plan(
                new Tables()
                    .open(5, Tables.deleted("/a", 300 * MEGABYTE))
                    .map("/tmp/libx.so", true, 20 * MEGABYTE))
            .options();

    assertThat(options.ghostLimit()).isGreaterThanOrEqualTo(364 * MEGABYTE);
    assertThat(options.linkRemap()).isTrue();
  }

  @Test
  void theLimitFitsADeletedMappingAndItsUnmappedPart() {
    assertThat(
            Outcomes.plan(new Tables().map("/tmp/jna123.tmp", true, 100_000))
                .options()
                .ghostLimit())
        .isGreaterThan(64 * MEGABYTE);
  }

  @Test
  void theLimitStaysWithinCriusField() {
    assertThat(
            Outcomes.plan(new Tables().open(5, Tables.deleted("/a", 4_000 * MEGABYTE)))
                .options()
                .ghostLimit())
        .isEqualTo(0xffff_ffffL);
  }

  @Test
  void theUsersLimitHolds() {
    Tables tables =
        new Tables()
            .open(5, Tables.deleted("/small", 2 * MEGABYTE))
            .open(6, Tables.deleted("/large", 2 * MEGABYTE + 1))
            .map("/tmp/lib.so", true, 3 * MEGABYTE);

    assertThat(Outcomes.blockers(LIMITED, tables))
        .extracting(Blocker::message)
        .containsExactly(
            "JCR-216: the deleted file /tmp/lib.so is mapped with 3145728 bytes, more than the"
                + " ghost limit of 2097152; raise criu.ghost-limit, or close the file before the"
                + " checkpoint",
            "JCR-216: descriptor 6 (file /large (deleted)) has 2097153 bytes, more than the ghost"
                + " limit of 2097152; raise criu.ghost-limit, or close the file before the"
                + " checkpoint");
  }

  @Test
  void theUsersLimitIsPassedOn() {
    Plan plan = Outcomes.plan(LIMITED, new Tables().open(5, Tables.deleted("/small", 10)));

    assertThat(plan.options().ghostLimit()).isEqualTo(2 * MEGABYTE);
  }

  @Test
  void refusesWhatNoLimitOfCriusFits() {
    assertThat(Outcomes.blockers(new Tables().open(5, Tables.deleted("/huge", 5_000 * MEGABYTE))))
        .extracting(Blocker::code)
        .containsExactly(Code.GHOST_FILE);
  }

  @Test
  void memoryThatTheKernelListsAsDeletedFilesIsNone() {
    Tables tables =
        new Tables()
            .map("/memfd:jit", true, 5_000 * MEGABYTE)
            .map("/dev/zero", true, 5_000 * MEGABYTE)
            .map("/[aio]", true, 4096);

    assertThat(Outcomes.plan(LIMITED, tables).options().linkRemap()).isFalse();
  }

  @Test
  void deletedFilesAreNoFilesThatMustExist() {
    assertThat(Outcomes.plan(new Tables().open(5, Tables.deleted("/a", 5))).files()).isEmpty();
  }
}
