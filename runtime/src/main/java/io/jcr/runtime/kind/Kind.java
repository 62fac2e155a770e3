// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * What an open file description is. The set is closed: whatever no other kind claims is {@link
 * Unsupported}, with a description.
 */
public sealed interface Kind
    permits RegularFile,
        NameCache,
        Directory,
        Pipe,
        TcpSocket,
        UdpSocket,
        UnixSocket,
        NetlinkSocket,
        PacketSocket,
        Epoll,
        AnonymousInode,
        MemoryFile,
        CharacterDevice,
        Terminal,
        BlockDevice,
        Unsupported {

  /** The word for it in tables and JSON, lower case: {@code file}, {@code tcp}, {@code pipe}. */
  String name();

  /** What exactly, in one line: a path, two addresses and a state, an inode. */
  String target();
}
