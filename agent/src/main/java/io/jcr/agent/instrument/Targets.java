// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of JDK methods where descriptors begin and end on Linux, from the class files of JDK 17
 * to 25. Native methods cannot be hooked, so each row names the Java method that is nearest. See
 * {@link Target} for the columns.
 */
final class Targets {
  /** Files of java.io, then of NIO; a folder is opened, and its number duplicated for reading. */
  private static final String FILES =
      """
      path java/io/FileInputStream  open (Ljava/lang/String;)V  this.fd
      path java/io/FileOutputStream open (Ljava/lang/String;Z)V this.fd
      path java/io/RandomAccessFile open (Ljava/lang/String;I)V this.fd
      path sun/nio/fs/UnixNativeDispatcher open   (Lsun/nio/fs/UnixPath;II)I result:int
      path sun/nio/fs/UnixNativeDispatcher openat (I[BII)I                   result:int
      path sun/nio/fs/UnixSecureDirectoryStream <init> \
          (Lsun/nio/fs/UnixPath;JILjava/nio/file/DirectoryStream$Filter;)V arg2:int
      inotify sun/nio/fs/LinuxWatchService$Poller <init> * arg2:int
      socket  sun/nio/fs/LinuxWatchService$Poller <init> * arg3:int[]
      """;

  /** Sockets that are made, then those that are accepted or inherited: accept itself is native. */
  private static final String SOCKETS =
      """
      socket sun/nio/ch/Net socket       (Ljava/net/ProtocolFamily;Z)Ljava/io/FileDescriptor; result
      socket sun/nio/ch/Net serverSocket (Ljava/net/ProtocolFamily;Z)Ljava/io/FileDescriptor; result
      socket sun/nio/ch/Net serverSocket (Ljava/net/ProtocolFamily;)Ljava/io/FileDescriptor;  result
      socket sun/nio/ch/UnixDomainSockets socket ()Ljava/io/FileDescriptor; result
      socket java/net/AbstractPlainSocketImpl         create (Z)V this.fd 17-17
      socket java/net/AbstractPlainDatagramSocketImpl create ()V  this.fd 17-17
      socket sun/nio/ch/NioSocketImpl accept (Ljava/net/SocketImpl;)V arg0.fd
      socket sun/nio/ch/SocketChannelImpl <init> (Ljava/nio/channels/spi/SelectorProvider;\
      Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)V arg2
      socket sun/nio/ch/ServerSocketChannelImpl <init> (Ljava/nio/channels/spi/SelectorProvider;\
      Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Z)V arg2
      socket sun/nio/ch/DatagramChannelImpl <init> \
          (Ljava/nio/channels/spi/SelectorProvider;Ljava/io/FileDescriptor;)V arg1
      socket sun/nio/ch/UnixAsynchronousSocketChannelImpl <init> \
          (Lsun/nio/ch/Port;Ljava/io/FileDescriptor;Ljava/net/InetSocketAddress;)V arg1
      """;

  /** Pipes, to child processes too; what selectors and the pollers of virtual threads hold. */
  private static final String PIPES_AND_POLLERS =
      """
      pipe sun/nio/ch/SourceChannelImpl <init> \
          (Ljava/nio/channels/spi/SelectorProvider;Ljava/io/FileDescriptor;)V arg1
      pipe sun/nio/ch/SinkChannelImpl <init> \
          (Ljava/nio/channels/spi/SelectorProvider;Ljava/io/FileDescriptor;)V arg1
      pipe java/lang/ProcessImpl newFileDescriptor (I)Ljava/io/FileDescriptor; arg0:int
      epoll   sun/nio/ch/EPollSelectorImpl <init> * this.epfd:int
      epoll   sun/nio/ch/EPollPort         <init> * this.epfd:int
      pipe    sun/nio/ch/EPollPort         <init> * this.sp:int[]
      epoll   sun/nio/ch/EPollPoller       <init> * this.epfd:int 21-99
      eventfd sun/nio/ch/EventFD           <init> * this.efd:int
      pipe    sun/nio/ch/PollSelectorImpl  <init> * this.fd0:int
      pipe    sun/nio/ch/PollSelectorImpl  <init> * this.fd1:int
      """;

  /** Ends. FileDescriptor.close serves the files of java.io and of NIO. */
  private static final String ENDS =
      """
      closed java/io/FileDescriptor close          ()V this.fd:int
      closed java/io/FileCleanable  performCleanup ()V this.fd:int
      closed sun/nio/fs/UnixNativeDispatcher close (I)V arg0:int
      closed sun/nio/ch/SocketDispatcher   close (Ljava/io/FileDescriptor;)V arg0 17-20
      closed sun/nio/ch/DatagramDispatcher close (Ljava/io/FileDescriptor;)V arg0 17-20
      closed sun/nio/ch/UnixDispatcher     close (Ljava/io/FileDescriptor;)V arg0 21-99
      closed sun/nio/ch/EPollSelectorImpl implClose ()V this.epfd:int
      closed sun/nio/ch/EPollPort         implClose ()V this.epfd:int
      closed sun/nio/ch/EPollPort         implClose ()V this.sp:int[]
      closed sun/nio/ch/EventFD           close     ()V this.efd:int
      closed sun/nio/ch/PollSelectorImpl  implClose ()V this.fd0:int
      closed sun/nio/ch/PollSelectorImpl  implClose ()V this.fd1:int
      """;

  /**
   * Look-ups that end in the C library's name service. Whether a name that GSS meets is looked up
   * is up to its library.
   */
  private static final String LOOK_UPS =
      """
      hosts  java/net/InetAddress$PlatformNameService lookupAllHostAddr * none 17-17
      hosts  java/net/InetAddress$PlatformNameService getHostByAddr     * none 17-17
      hosts  java/net/InetAddress$PlatformResolver    lookupByName      * none 18-99
      hosts  java/net/InetAddress$PlatformResolver    lookupByAddress   * none 18-99
      users  sun/nio/fs/UnixUserPrincipals fromUid    * none
      groups sun/nio/fs/UnixUserPrincipals fromGid    * none
      users  sun/nio/fs/UnixUserPrincipals lookupUser * none
      groups sun/nio/fs/UnixUserPrincipals lookupGroup * none
      users  java/lang/ProcessHandleImpl$Info info    * none
      users  com/sun/security/auth/module/UnixSystem        <init>           * none
      users  sun/security/jgss/wrapper/GSSCredElement       <init>           * none
      users  sun/security/jgss/wrapper/NativeGSSContext     initSecContext   * none
      users  sun/security/jgss/wrapper/NativeGSSContext     acceptSecContext * none
      """;

  /** The agent's MXBean waits until somebody uses JMX; requests wait until somebody attaches. */
  private static final String CALLERS =
      """
      server java/lang/management/ManagementFactory getPlatformMBeanServer \
          ()Ljavax/management/MBeanServer; result:Object
      properties jdk/internal/vm/VMSupport getAgentProperties ()Ljava/util/Properties; result:Object
      """;

  private Targets() {}

  /** The rows for a JDK, {@code 17} and so on. */
  static List<Target> forJdk(int jdk) {
    List<Target> targets = new ArrayList<>();
    for (Target target : all()) {
      if (target.isFor(jdk)) {
        targets.add(target);
      }
    }
    return targets;
  }

  static List<Target> all() {
    List<Target> targets = new ArrayList<>();
    String all = FILES + SOCKETS + PIPES_AND_POLLERS + ENDS + LOOK_UPS + CALLERS;
    for (String row : all.split("\n")) {
      targets.add(Target.parse(row));
    }
    return targets;
  }
}
