// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.Map;
import java.util.Set;

/**
 * What the tables of {@code net} say of the process's sockets, as far as {@link SocketTablesReader}
 * had to read them.
 *
 * @param tcp the process's sockets of {@code tcp} and {@code tcp6}, by inode number
 * @param udp the same of {@code udp} and {@code udp6}
 * @param unix all of {@code unix}, for the names of peers
 * @param netlink all of {@code netlink}: their protocols
 * @param packet all of {@code packet}
 * @param others the process's sockets of tables whose sockets are not carried, by the table's name
 */
record SocketTables(
    Map<Long, InetTable.Entry> tcp,
    Map<Long, InetTable.Entry> udp,
    Map<Long, UnixTable.Entry> unix,
    Map<Long, Integer> netlink,
    Set<Long> packet,
    Map<String, Map<Long, InetTable.Entry>> others) {}
