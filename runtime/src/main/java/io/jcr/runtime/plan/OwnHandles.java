// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.kind.AnonymousInode;
import io.jcr.runtime.kind.CacheReopening;
import io.jcr.runtime.kind.CharacterDevice;
import io.jcr.runtime.kind.Directory;
import io.jcr.runtime.kind.Epoll;
import io.jcr.runtime.kind.Kind;
import io.jcr.runtime.kind.MemoryFile;
import io.jcr.runtime.kind.NameCache;
import io.jcr.runtime.kind.RegularFile;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.util.List;

/** What every JVM holds for itself, so that strict mode asks for no rule. */
final class OwnHandles {
  private static final int LAST_STREAM = 2;

  /** Packages of the JDK's connector of JMX, which is RMI's. */
  private static final List<String> MANAGEMENT = List.of("sun.rmi.transport.", "sun.management.");

  /**
   * What the JVM looks into now and then, whatever the application does: the limits of its
   * container (cgroupSubsystem_linux.cpp), and the load of the host (os_perf_linux.cpp).
   */
  private static final List<String> MADE_UP = List.of("/sys/fs/cgroup/", "/proc/");

  private final long processId;
  private final Platform platform;

  OwnHandles(long processId, Platform platform) {
    this.processId = processId;
    this.platform = platform;
  }

  boolean contains(Handle handle) {
    Kind kind = handle.kind();
    return handle.descriptor() <= LAST_STREAM
        || (kind instanceof RegularFile file && isOwnFile(handle, file))
        || (kind instanceof CharacterDevice device && Devices.isMemory(device))
        || (kind instanceof MemoryFile file && CacheReopening.isOf(file))
        || (kind instanceof Directory directory && isOwnFolder(directory))
        || kind instanceof NameCache
        || kind instanceof Epoll
        || (kind instanceof AnonymousInode inode && inode.name().equals("eventfd"))
        || (kind instanceof UnixSocket socket && isOwnSocket(socket))
        || (kind instanceof TcpSocket && isOfManagement(handle));
  }

  /** The sockets of remote JMX, by which the checkpoint may have been asked for. */
  private static boolean isOfManagement(Handle handle) {
    return handle.provenance().stream()
        .flatMap(opener -> opener.stack().stream())
        .anyMatch(frame -> MANAGEMENT.stream().anyMatch(frame.getClassName()::startsWith));
  }

  private boolean isOwnFile(Handle handle, RegularFile file) {
    String path = file.path();
    boolean library = platform.isInJdk(path) || path.endsWith(".jar");
    return (handle.isReadOnly() && (library || MADE_UP.stream().anyMatch(path::startsWith)))
        || CountersFile.isPath(path)
        || platform.isLog(path)
        || isRecording(handle);
  }

  /** Whether it is a file of the flight recorder's. */
  boolean isRecording(Handle handle) {
    return RecordingChunk.isOpen(handle, processId);
  }

  /** The flight recorder's settings, and the processes of the host (os_perf_linux.cpp). */
  private boolean isOwnFolder(Directory directory) {
    return platform.isInJdk(directory.path() + "/") || directory.path().equals("/proc");
  }

  /**
   * The half-closed pair that the JDK puts over sockets it closes (UnixDispatcher.c), pairs that
   * wake its selectors, the attach listener (attachListener_posix.cpp), and what the C library's
   * name service leaves, which no application can close.
   */
  private static boolean isOwnSocket(UnixSocket socket) {
    boolean pair = socket.path().isEmpty() && !socket.listening() && !socket.isExternal();
    return pair
        || UnixDefaults.isAttachListener(socket)
        || NameService.ofSocket(socket.peerPath()).isPresent();
  }
}
