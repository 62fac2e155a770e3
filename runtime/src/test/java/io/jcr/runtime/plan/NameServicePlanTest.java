// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jcr.runtime.config.Action;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.kind.NameCache;
import org.junit.jupiter.api.Test;

class NameServicePlanTest {
  private static final Config STRICT = Outcomes.config("mode: strict");

  @Test
  void mappedCachesBecomeCopiesAndNothingElseDoes() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .mapFile("/var/cache/nscd/passwd", 217032)
                .map("/usr/lib/x.so", false, 4096));

    assertThat(plan.caches())
        .extracting(each -> each.mapping().path(), CacheCopy::service)
        .containsExactly(tuple("/var/cache/nscd/passwd", NameService.NSCD));
    assertThat(plan.files()).as("the image does not depend on it").isEmpty();
  }

  /** A daemon that starts anew deletes the old cache, which clients have mapped still. */
  @Test
  void aDeletedCacheIsNoGhost() {
    Config config = Outcomes.config("criu: {ghost-limit: 1M}");
    Plan plan =
        Outcomes.plan(
            config,
            new Tables()
                .map("/var/lib/sss/mc/passwd", true, 9253600)
                .open(7, new NameCache("/var/lib/sss/mc/passwd", 7, true)));

    assertThat(plan.options().linkRemap()).isFalse();
    assertThat(plan.caches()).hasSize(1);
  }

  @Test
  void whatIsLeftOfALookUpNeedsNoRuleInStrictMode() {
    Plan plan =
        Outcomes.plan(
            STRICT,
            new Tables()
                .open(5, Tables.external("stream", "/var/lib/sss/pipes/nss"))
                .open(6, new NameCache("/var/lib/sss/mc/group", 7, false)));

    assertThat(plan.handles()).extracting(PlannedHandle::action).containsOnly(Action.CLOSE);
    assertThat(plan.handles()).allMatch(PlannedHandle::isDetached);
  }

  @Test
  void aConnectionOfTheApplicationNeedsOne() {
    Outcome outcome =
        Outcomes.outcome(
            STRICT,
            new Tables().open(5, Tables.external("stream", "/run/postgresql/.s.PGSQL.5432")));
    assertThat(outcome).isInstanceOf(Blocked.class);
  }
}
