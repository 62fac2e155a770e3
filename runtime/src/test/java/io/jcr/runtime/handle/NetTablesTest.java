// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NetTablesTest {

  @Test
  void readsTheWantedTcpSockets() {
    String text =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 42 1 0000000037b57b52 100 0 0 10 0
           1: 0100007F:C732 0100007F:D565 01 00000000:00000000 00:00000000 00000000     0        0 70002 2 00000000108efff4 20 0 0 10 -1
           2: 020200C0:8244 507100CB:0050 06 00000000:00000000 03:00000DF4 00000000     0        0 0 3 00000000b01f187e
        """;
    assertThat(InetTable.parse(text.lines().toList(), Set.of(42L, 70002L)))
        .containsOnly(
            Map.entry(42L, new InetTable.Entry("LISTEN", "0.0.0.0:2024", "0.0.0.0:0", 0)),
            Map.entry(
                70002L,
                new InetTable.Entry("ESTABLISHED", "127.0.0.1:50994", "127.0.0.1:54629", 0)));
  }

  @Test
  void readsTcpOfVersion6() {
    String text =
        """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:ABF9 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 69996 1 00000000e25417f5 100 0 0 10 0
           3: 0000000000000000FFFF00000100007F:D565 0000000000000000FFFF00000100007F:C732 01 00000000:00000000 00:00000000 00000000     0        0 70003 1 000000001c2202dd 20 0 0 10 -1
        """;
    assertThat(InetTable.parse(text.lines().toList(), Set.of(69996L, 70003L)))
        .containsOnly(
            Map.entry(69996L, new InetTable.Entry("LISTEN", "[::1]:44025", "[::]:0", 0)),
            Map.entry(
                70003L,
                new InetTable.Entry("ESTABLISHED", "127.0.0.1:54629", "127.0.0.1:50994", 0)));
  }

  @Test
  void readsWhatACorkedUdpSocketHolds() {
    String text =
        " 6422: 0100007F:832E 0100007F:0009 01 00000340:00000000 00:00000000 00000000"
            + "     0        0 37785 2 00000000e0a10681 0         ";
    assertThat(InetTable.parse(text.lines().toList(), Set.of(37785L)).get(37785L))
        .isEqualTo(new InetTable.Entry("ESTABLISHED", "127.0.0.1:33582", "127.0.0.1:9", 0x340));
  }

  @Test
  void keepsTheNumberOfAStateThatItDoesNotKnow() {
    String text = "0: 00000000:0000 00000000:0000 1F 0:0 00:0 0 0 0 7";
    assertThat(InetTable.parse(text.lines().toList(), Set.of(7L)).get(7L).state())
        .isEqualTo("STATE_31");
  }

  @Test
  void readsUnixSockets() {
    String text =
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        000000003b31c980: 00000003 00000000 00000000 0002 03 37796
        00000000d7663a40: 00000003 00000000 00000000 0001 03    39
        00000000a9b4f4f2: 00000003 00000000 00000000 0001 02     0 @abc def
        000000006114ea85: 00000002 00000000 00010000 0001 01 37797 @abc def
        00000000a8159634: 00000002 00000000 00010000 0005 01 37801 /run/with blank /x.sock
        """;
    assertThat(UnixTable.parse(text.lines().toList()))
        .containsOnly(
            Map.entry(37796L, new UnixTable.Entry(2, false, true, "")),
            Map.entry(39L, new UnixTable.Entry(1, false, true, "")),
            Map.entry(37797L, new UnixTable.Entry(1, true, false, "@abc def")),
            Map.entry(37801L, new UnixTable.Entry(5, true, false, "/run/with blank /x.sock")));
  }

  @Test
  void readsNetlinkAndPacketSockets() {
    String netlink =
        """
        sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
        000000000731aa3b 16  21573      00000000 0        0        0     2        0        70005
        """;
    String packet =
        """
        sk               RefCnt Type Proto  Iface R Rmem   User   Inode
        00000000f374500b 2      3    0000   0     0 0      0      29435
        """;
    assertThat(NetlinkTable.parse(netlink.lines().toList())).containsOnly(Map.entry(70005L, 16));
    assertThat(PacketTable.parse(packet.lines().toList())).containsOnly(29435L);
  }

  @Property
  void neverFailOnOtherText(@ForAll String text) {
    List<String> lines = text.lines().toList();
    assertThat(InetTable.parse(lines, Set.of(0L))).isNotNull();
    assertThat(UnixTable.parse(lines)).isNotNull();
    assertThat(NetlinkTable.parse(lines)).isNotNull();
    assertThat(PacketTable.parse(lines)).isNotNull();
  }

  @Property
  void readBackAnyUnixPath(@ForAll String path, @ForAll boolean listening) {
    String line =
        "00000000d7663a40: 00000003 00000000 000"
            + (listening ? "1" : "0")
            + "0000 0001 01 37797 "
            + path;
    UnixTable.Entry entry = UnixTable.parse(List.of(line)).get(37797L);
    assertThat(entry).isEqualTo(new UnixTable.Entry(1, listening, false, path));
  }
}
