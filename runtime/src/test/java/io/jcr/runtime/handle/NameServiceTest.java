// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameServiceTest {

  @ParameterizedTest
  @CsvSource({
    "/var/run/nscd/socket, NSCD",
    "/run/nscd/socket, NSCD",
    "/var/lib/sss/pipes/nss, SSSD",
    "/var/lib/sss/pipes/private/pam, SSSD",
    "/run/samba/winbindd/pipe, WINBIND",
    "/run/nslcd/socket, NSLCD"
  })
  void knowsSockets(String path, NameService service) {
    assertThat(NameService.ofSocket(path)).contains(service);
    assertThat(NameService.ofCache(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/var/cache/nscd/passwd, NSCD",
    "/var/db/nscd/hosts, NSCD",
    "/run/nscd/dbAbC123, NSCD",
    "/srv/root/var/cache/nscd/group, NSCD",
    "/var/lib/sss/mc/initgroups, SSSD"
  })
  void knowsCaches(String path, NameService service) {
    assertThat(NameService.ofCache(path)).contains(service);
    assertThat(NameService.ofSocket(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/run/postgresql/.s.PGSQL.5432", "/var/lib/sss/db/cache", "/tmp/nscd"})
  void leavesOthersAlone(String path) {
    assertThat(NameService.ofSocket(path)).isEmpty();
    assertThat(NameService.ofCache(path)).isEmpty();
  }
}
