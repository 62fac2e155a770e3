// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import io.jcr.runtime.kind.BlockDevice;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.NetlinkSocket;
import io.jcr.runtime.kind.PacketSocket;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.Terminal;
import io.jcr.runtime.kind.UdpSocket;
import io.jcr.runtime.kind.UnixSocket;
import io.jcr.runtime.kind.Unsupported;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sorts of handles that CRaC's policies file tells apart. */
public enum RuleType {
  /** Whatever has a path: files, directories, devices, named pipes. */
  FILE,
  /** Pipes without a name. */
  PIPE,
  /** Sockets of every family. */
  SOCKET,
  /** Whatever none of the others covers; with a number or an expression, any descriptor. */
  FILEDESCRIPTOR;

  /** The type that a rule names, in any case. */
  static RuleType parse(String text) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown type '" + text + "'; use " + words()));
  }

  static String words() {
    return Arrays.stream(values()).map(RuleType::word).collect(Collectors.joining(", "));
  }

  /** The word for it in a rule. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean covers(Kind kind) {
    return this == of(kind);
  }

  private static RuleType of(Kind kind) {
    if (kind instanceof Pipe pipe) {
      return pipe.path().isEmpty() ? PIPE : FILE;
    }
    if (kind instanceof RegularFile
        || kind instanceof NameCache
        || kind instanceof Directory
        || kind instanceof CharacterDevice
        || kind instanceof BlockDevice
        || kind instanceof Terminal) {
      return FILE;
    }
    if (kind instanceof TcpSocket
        || kind instanceof UdpSocket
        || kind instanceof UnixSocket
        || kind instanceof NetlinkSocket
        || kind instanceof PacketSocket
        || (kind instanceof Unsupported other && other.name().equals("socket"))) {
      return SOCKET;
    }
    return FILEDESCRIPTOR;
  }
}
