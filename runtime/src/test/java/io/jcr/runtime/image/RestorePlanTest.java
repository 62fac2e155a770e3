// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcr.criu.Criu;
import io.jcr.criu.CriuVersion;
import io.jcr.criu.Keeper;
import io.jcr.criu.UsableCriu;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.FileLock;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.handle.HeldLock;
import io.jcr.runtime.handle.ProcessFacts;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.plan.Plan;
import io.jcr.runtime.plan.Planner;
import io.jcr.runtime.plan.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The launcher's tests read such a text. */
class RestorePlanTest {
  private static final String DATA = "/data/a b";

  @Test
  void writesALineForEachLock() {
    assertThat(text(new FileLock(FileLock.Type.FLOCK, true, 0, 0)))
        .contains("\nlock FLOCK write 0 0 /data/a b\n");
    assertThat(text(new FileLock(FileLock.Type.POSIX, false, 5, 7)))
        .contains("\nlock POSIX read 5 7 /data/a b\n");
    assertThat(text(new FileLock(FileLock.Type.OFDLCK, true, 9, 0)))
        .contains("\nlock OFDLCK write 9 0 /data/a b\n");
    assertThat(text(new FileLock(FileLock.Type.LEASE, false, 0, 0))).doesNotContain("\nlock ");
  }

  private static String text(FileLock lock) {
    Handle handle = new Handle(4, new RegularFile(DATA, 9, 1, false), 0, 0, Optional.empty());
    HandleTable table =
        new HandleTable(
            new ProcessFacts(100, 100, 100, List.of(100L), Optional.empty(), 0, 0),
            List.of(handle),
            List.of(),
            List.of(new HeldLock(lock, DATA, 0, 1)),
            List.of());
    Platform platform =
        new Platform("amd64", Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());
    Criu criu = new Criu(Path.of("/criu"), new Keeper(new byte[0]));
    UsableCriu usable = new UsableCriu(criu, CriuVersion.parse("4.2"), 1, Instant.EPOCH);
    Plan plan = (Plan) Planner.plan(Config.defaults(), table, platform);
    return RestorePlan.text("1", usable, Path.of("/arguments"), plan, List.of());
  }
}
