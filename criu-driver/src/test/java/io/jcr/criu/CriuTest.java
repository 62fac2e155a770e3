// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriuTest {
  private final Keeper keeper = new Keeper(new byte[] {1, 2, 3});

  @Test
  void saysWhichProgramIsMissing() {
    CriuException e = failure(Path.of("/nowhere/criu"));
    assertThat(e.failure()).isEqualTo(CriuFailure.MISSING);
    assertThat(e).hasMessageContaining("/nowhere/criu");
    assertThat(e.remedy()).contains("install-criu");
  }

  @Test
  void namesTheCallWhereTheKeeperDoesNotStart() {
    CriuException e = failure(Path.of("/bin/true"));
    assertThat(e.failure()).isEqualTo(CriuFailure.START);
    assertThat(e)
        .hasMessageContaining("posix_spawn(\"/proc/self/fd/")
        .hasMessageContaining("ENOEXEC (8)");
  }

  private CriuException failure(Path program) {
    return catchThrowableOfType(
        CriuException.class, () -> new CriuLocator(keeper).find(Optional.of(program)));
  }
}
