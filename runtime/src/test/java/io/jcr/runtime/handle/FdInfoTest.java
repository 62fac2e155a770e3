// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcr.runtime.kind.Epoll.Interest;
import java.util.List;
import org.junit.jupiter.api.Test;

class FdInfoTest {

  @Test
  void readsPositionAndOctalFlags() throws Exception {
    FdInfo info =
        parse(
            """
            pos:\t4096
            flags:\t02102001
            mnt_id:\t27
            ino:\t2146497\
            """);
    assertThat(info).isEqualTo(new FdInfo(4096, 02102001, List.of(), List.of()));
  }

  @Test
  void readsWhatAnEpollDescriptorWatches() throws Exception {
    FdInfo info =
        parse(
            """
            pos:\t0
            flags:\t02000002
            mnt_id:\t17
            ino:\t1030
            tfd:        5 events:       19 data:     12d60000000c  pos:0 ino:72eb sdev:f
            tfd:       12 events: 8000201d data: ffffffffffffffff  pos:0 ino:72ec sdev:9\
            """);
    assertThat(info.interests())
        .containsExactly(new Interest(5, 0x19, 0x12d60000000cL), new Interest(12, 0x8000201d, -1));
  }

  @Test
  void leavesOutLinesOfOtherKinds() throws Exception {
    FdInfo info =
        parse(
            """
            pos:\t0
            flags:\t02000002
            eventfd-count:                3
            eventfd-id: 1
            eventfd-semaphore: 0\
            """);
    assertThat(info.interests()).isEmpty();
  }

  @Test
  void readsLocksOfEveryType() throws Exception {
    FdInfo info =
        parse(
            """
            pos:\t0
            flags:\t022700002
            mnt_id:\t27
            ino:\t2146497
            lock:\t1: FLOCK  ADVISORY  WRITE 6696 fe:00:2146497 0 EOF
            lock:\t2: POSIX  ADVISORY  READ 6696 fe:00:2146497 10 99
            lock:\t3: OFDLCK ADVISORY  READ -1 fe:00:2146497 0 EOF
            lock:\t4: LEASE  ACTIVE    READ 8569 fe:00:2146497 0 EOF
            lock:\t4: -> FLOCK  ADVISORY  WRITE 6697 fe:00:2146497 0 EOF
            lock:\t5: DELEG  ACTIVE    READ 8569 fe:00:2146497 0 EOF\
            """);
    assertThat(info.locks())
        .containsExactly(
            new FileLock(FileLock.Type.FLOCK, true, 0, 0),
            new FileLock(FileLock.Type.POSIX, false, 10, 90),
            new FileLock(FileLock.Type.OFDLCK, false, 0, 0),
            new FileLock(FileLock.Type.LEASE, false, 0, 0),
            new FileLock(FileLock.Type.OTHER, false, 0, 0));
  }

  @Test
  void refusesAFileWithoutFlags() {
    assertThatThrownBy(() -> parse("pos:\t0"))
        .isInstanceOf(ProcFormatException.class)
        .hasMessage("/proc: fdinfo is not as expected: \"pos:\t0\"");
  }

  @Test
  void refusesAnEpollLineOfAnotherShape() {
    assertThatThrownBy(() -> parse("pos:\t0\nflags:\t02\ntfd: five events: 19 data: 5"))
        .isInstanceOf(ProcFormatException.class);
  }

  private static FdInfo parse(String text) throws ProcFormatException {
    return FdInfo.parse(text.lines().toList());
  }
}
