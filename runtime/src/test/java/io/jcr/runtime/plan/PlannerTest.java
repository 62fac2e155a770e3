// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.handle.FileLock;
import io.jcr.runtime.handle.HeldLock;
import io.jcr.runtime.handle.Tracer;
import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.UdpSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void aQuietProcessNeedsNoOption() {
    Plan plan = Outcomes.plan(new Tables());

    assertThat(plan.options().restoreArguments()).isEmpty();
    assertThat(plan.options().tcpSkipInFlight()).isFalse();
    assertThat(plan.platform()).isEqualTo(Tables.PLATFORM);
    assertThat(plan.jdkFiles()).isEqualTo(Tables.PLATFORM.jdkFiles());
    assertThat(plan.ids()).containsExactly(100L, 101L, 102L);
  }

  @Test
  void aServerNeedsTheOptionsOfTcp() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(5, Tables.listening("[::]:8080"))
                .open(6, Tables.connection("ESTABLISHED")));

    assertThat(plan.options().restoreArguments()).containsExactly("--tcp-close");
    assertThat(plan.options().tcpSkipInFlight()).isFalse();
  }

  @Test
  void aListenerThatIsLeftToCriuMayHaveConnectionsInItsQueue() {
    Config config = Outcomes.config("rules: [{type: socket, action: keep}]");

    DumpOptions options =
        Outcomes.plan(config, new Tables().open(5, Tables.listening("[::]:80"))).options();

    assertThat(options.tcpSkipInFlight()).isTrue();
    assertThat(options.tcpClose()).isTrue();
  }

  @Test
  void everyOptionOfTheRestoreIsNamed() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .process(Tables.process(100, 50, 100, Optional.empty()))
                .open(5, Tables.connection("ESTABLISHED"))
                .open(6, Tables.external("dgram", "/dev/log"))
                .open(7, Tables.deleted("/a", 5))
                .lock(FileLock.Type.LEASE, "/b"));

    assertThat(plan.options().restoreArguments())
        .containsExactly("--tcp-close", "--ext-unix-sk", "--file-locks", "--shell-job");
  }

  @Test
  void aProcessGroupOfAnotherNeedsShellJob() {
    assertThat(
            Outcomes.plan(new Tables().process(Tables.process(100, 100, 99, Optional.empty())))
                .options()
                .shellJob())
        .isTrue();
  }

  @Test
  void namesWhatTheRestoreBindsOnce() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(5, Tables.listening("0.0.0.0:8080"))
                .open(6, Tables.listening("[::1]:8081"))
                .open(7, Tables.listening("[::1]:8081"))
                .open(8, new UdpSocket(1, "[::]:53", "[::]:0", 0))
                .open(9, new UdpSocket(1, "127.0.0.1:999", "127.0.0.1:53", 0))
                .open(10, new UdpSocket(1, "0.0.0.0:0", "0.0.0.0:0", 0))
                .open(11, Tables.connection("ESTABLISHED")));

    assertThat(plan.moveable())
        .extracting(ListenAddress::toString)
        .containsExactly("tcp 0.0.0.0 8080", "tcp6 ::1 8081");
    assertThat(plan.listen()).extracting(ListenAddress::toString).containsExactly("udp6 :: 53");
  }

  @Test
  void aLogGoesOnAndADataFileMustNotChange() {
    RegularFile data = new RegularFile("/data/db", 1000, 3, 9, false, Instant.ofEpochSecond(7));
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(5, Tables.file("/var/log/app"), 02001) // O_APPEND and O_WRONLY
                .open(6, data, 2) // O_RDWR
                .open(7, Tables.deleted("/tmp/gone", 1000), 02001));

    assertThat(plan.handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.REOPEN, Action.KEEP, Action.KEEP);
    assertThat(plan.dataFiles())
        .containsExactly(new DataFile(new KeptFile("/data/db", 1000), Instant.ofEpochSecond(7)));
    assertThat(plan.warnings(false)).isEmpty();
    assertThat(plan.warnings(true))
        .singleElement(STRING)
        .startsWith("no restore of this image once /data/db has been written again (JCR-414)");
  }

  @Test
  void aFileThatIsWrittenAtItsEndIsALog() {
    RegularFile file = new RegularFile("/var/log/app", 0, 9, false);

    assertThat(Outcomes.plan(new Tables().open(5, file, 1)).handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.REOPEN);
  }

  @Test
  void aLockedLogIsLeftToCriuWithItsLock() {
    var file = Tables.file("/var/log/app");
    Plan plan =
        Outcomes.plan(new Tables().open(5, file, 02001).lock(FileLock.Type.POSIX, "/var/log/app"));

    assertThat(plan.handles()).extracting(PlannedHandle::action).containsExactly(Action.KEEP);
    assertThat(plan.options().fileLocks()).isTrue();
    assertThat(plan.locks()).containsExactly(Tables.lockOf(FileLock.Type.POSIX, "/var/log/app"));
  }

  /** Closing the other name's descriptor would end the lock as well. */
  @Test
  void aLogThatIsLockedByAnotherNameIsLeftToCriuWithItsLock() {
    RegularFile log = new RegularFile("/var/log/app", 0, 3, 9, false, Instant.EPOCH);
    FileLock lock = new FileLock(FileLock.Type.POSIX, true, 0, 0);
    Plan plan =
        Outcomes.plan(
            new Tables().open(5, log, 02001).lock(new HeldLock(lock, "/other/name", 3, 9)));

    assertThat(plan.handles()).extracting(PlannedHandle::action).containsExactly(Action.KEEP);
  }

  /** All of them have inode 1, each on a file system of its own. */
  @Test
  void aLockOfAnotherFileKeepsNoLogFromGoingOn() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(5, Tables.file("/var/log/app"), 02001)
                .open(6, Tables.file("/other/file"))
                .lock(FileLock.Type.POSIX, "/other/file"));

    assertThat(plan.handles())
        .extracting(PlannedHandle::action)
        .containsExactly(Action.REOPEN, Action.KEEP);
    assertThat(plan.locks()).containsExactly(Tables.lockOf(FileLock.Type.POSIX, "/other/file"));
  }

  @Test
  void namesTheLocksThatCriuTakesAgain() {
    Config config = Outcomes.config("rules: [{type: file, path: /closed, action: close}]");
    Tables tables =
        new Tables()
            .open(4, Tables.file("/data"))
            .open(5, Tables.file("/data"))
            .open(6, Tables.deleted("/gone", 1000))
            .open(7, Tables.file("/closed"))
            .child(200, "worker", Tables.handle(3, Tables.file("/child")))
            .lock(FileLock.Type.FLOCK, "/data")
            .lock(FileLock.Type.OFDLCK, "/data")
            .lock(FileLock.Type.LEASE, "/data")
            .lock(FileLock.Type.OTHER, "/data")
            .lock(FileLock.Type.POSIX, "/gone (deleted)")
            .lock(FileLock.Type.POSIX, "/closed")
            .lock(FileLock.Type.POSIX, "/child");

    assertThat(Outcomes.plan(config, tables).locks())
        .containsExactly(
            Tables.lockOf(FileLock.Type.FLOCK, "/data"),
            Tables.lockOf(FileLock.Type.OFDLCK, "/data"),
            Tables.lockOf(FileLock.Type.POSIX, "/child"));
  }

  @Test
  void namesTheFilesThatMustBeWhatTheyWere() {
    Plan plan =
        Outcomes.plan(
            new Tables()
                .open(3, Tables.file("/opt/jdk/lib/modules"))
                .open(4, Tables.file("/app/app.jar"))
                .open(5, Tables.file("/app/app.jar"))
                .open(6, Tables.file(Tables.COUNTERS))
                .open(7, Tables.file("/proc/100/stat"))
                .open(8, Tables.file("/with\nbreak"))
                .open(9, Tables.file("/data/b")));

    assertThat(plan.files())
        .containsExactly(new KeptFile("/app/app.jar", 1000), new KeptFile("/data/b", 1000));
  }

  /** It may grow between this plan and the dump. */
  @Test
  void doesNotCompareWhatIsBeingWritten() {
    int writeAndAppend = 02001;
    Tables tables = new Tables().open(4, Tables.file("/app/access.log"), writeAndAppend);

    assertThat(Outcomes.plan(tables).files()).isEmpty();
  }

  @Test
  void carriesPerformanceCountersOnlyWhereTheyAreMapped() {
    Tables mapped = new Tables().map(Tables.COUNTERS, false, 32768);
    Tables others = new Tables().map("/tmp/hsperfdata_app/99", false, 32768);

    assertThat(Outcomes.plan(mapped).counters())
        .containsExactly(new CountersFile(Path.of(Tables.COUNTERS), "hsperfdata", 0, 0));
    assertThat(Outcomes.plan(others).counters()).isEmpty();
    assertThat(Outcomes.plan(new Tables()).counters()).isEmpty();
  }

  @Test
  void carriesTheFilesOfTheFlightRecorderAndComparesThemWithNothing() {
    Tables tables =
        new Tables()
            .open(5, Tables.file(Tables.CHUNK), 2)
            .open(6, Tables.file(Tables.CHUNK), 2)
            .open(7, Tables.file(Tables.CHUNK))
            .open(8, Tables.file(Tables.CHUNK.replace("_100/", "_101/")));
    Plan plan = Outcomes.plan(tables);

    assertThat(plan.recordings()).containsExactly(Path.of(Tables.CHUNK));
    assertThat(plan.dataFiles()).isEmpty();
    assertThat(plan.files())
        .extracting(KeptFile::path)
        .containsExactly(Tables.CHUNK.replace("_100/", "_101/"));
  }

  @Test
  void carriesPerformanceCountersOfChildren() {
    Tables tables = new Tables().childJvm(120, "/tmp/hsperfdata_other/120");

    assertThat(Outcomes.plan(tables).counters())
        .containsExactly(
            new CountersFile(Path.of("/tmp/hsperfdata_other/120"), "hsperfdata-120", 0, 0));
  }

  @Test
  void carriesChildrenWithWhatTheyHaveOpen() {
    Tables tables =
        new Tables()
            .open(5, Tables.connection("ESTABLISHED"))
            .child(
                200,
                "worker",
                Tables.handle(3, Tables.listening("127.0.0.1:8081")),
                Tables.handle(4, Tables.file("/data")),
                Tables.handle(5, Tables.connection("ESTABLISHED")));
    Plan plan = Outcomes.plan(tables);
    assertThat(plan.ids()).containsExactly(100L, 101L, 102L, 200L, 201L);
    assertThat(plan.listen()).containsExactly(new ListenAddress("tcp", "127.0.0.1", 8081));
    assertThat(plan.moveable()).isEmpty();
    assertThat(plan.files()).extracting(KeptFile::path).containsExactly("/data");
    assertThat(plan.handles())
        .extracting(planned -> planned.handle().descriptor())
        .containsExactly(5);
  }

  @Test
  void namesAllBlockersAtOnceSorted() {
    Tables tables =
        new Tables()
            .process(Tables.process(1, 1, 1, Optional.of(new Tracer(4711, "strace", 12, "http"))))
            .open(12, new BlockDevice("/dev/sdb"))
            .open(11, new BlockDevice("/dev/sda"))
            .map("/SYSV00000000", true, 4096)
            .map("/dev/dri/card0", false, 4096)
            .map("anon_inode:[perf_event]", false, 4096)
            .map("/dev/shm/plain", false, 4096)
            .child(200, "sudo", Optional.empty())
            .child(201, "client", Tables.handle(3, Tables.external("stream", "/run/x")))
            .child(202, "dd", Tables.handle(4, new BlockDevice("/dev/sdc")));

    assertThat(Outcomes.blockers(tables))
        .extracting(blocker -> blocker.code() + " " + blocker.what())
        .containsExactly(
            "JCR-205 the JVM is process 1 of its PID namespace, whose id no restore can take",
            "JCR-204 process 4711 (strace) traces thread 12 (http) of the JVM",
            "JCR-203 child process 200 (sudo -x) cannot be looked into by this user",
            "JCR-203 child process 201 (client -x) has open descriptor 3 (unix stream socket:[30]"
                + " -> /run/x), which leads to another process",
            "JCR-208 child process 202 (dd -x): descriptor 4 (block device /dev/sdc) is a device"
                + " whose state is not in the image",
            "JCR-212 System V shared memory segment 7 (/SYSV00000000) is attached",
            "JCR-208 the device /dev/dri/card0 is mapped, and its memory is not in the image",
            "JCR-206 anon_inode:[perf_event] is mapped, and CRIU cannot carry it",
            "JCR-208 descriptor 11 (block device /dev/sda) is a device whose state is not in the"
                + " image",
            "JCR-208 descriptor 12 (block device /dev/sdb) is a device whose state is not in the"
                + " image");
    assertThat(Outcomes.blockers(tables).get(0).code()).isEqualTo(Code.PROCESS_ID_ONE);
  }
}
