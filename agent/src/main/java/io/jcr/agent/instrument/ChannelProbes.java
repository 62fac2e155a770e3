// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import io.jcr.boot.Ledger;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;

/**
 * The probes of NIO and of sockets, for the families whose JDK classes are initialised already. It
 * takes the JDK's own provider, whatever {@code java.nio.channels.spi.SelectorProvider} says.
 */
final class ChannelProbes {
  private final Probes probes;

  ChannelProbes(Probes probes) {
    this.probes = probes;
  }

  void run(Instrumentation instrumentation) {
    try {
      JdkModules.open(instrumentation, Class.forName("sun.nio.ch.IOUtil", false, null));
      if (isInUse("sun.nio.ch.FileChannelImpl")) {
        file();
      }
      if (isInUse("sun.nio.ch.Net")) {
        sockets();
      }
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      probes.missing().add("channels cannot be tried: " + e);
    }
  }

  private static boolean isInUse(String className) throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Object theUnsafe = unsafe.getMethod("getUnsafe").invoke(null);
    Class<?> type = Class.forName(className, false, null);
    return !(boolean) unsafe.getMethod("shouldBeInitialized", Class.class).invoke(theUnsafe, type);
  }

  private void file() throws IOException, ReflectiveOperationException {
    FileChannel channel = FileChannel.open(Probes.FILE.toPath());
    Field descriptor = Class.forName("sun.nio.ch.FileChannelImpl").getDeclaredField("fd");
    descriptor.setAccessible(true);
    probes.check("a file channel", (FileDescriptor) descriptor.get(channel), channel);
  }

  private void sockets() throws IOException, ReflectiveOperationException {
    SelectorProvider provider =
        (SelectorProvider)
            Class.forName("sun.nio.ch.DefaultSelectorProvider").getMethod("get").invoke(null);
    check("a socket channel", provider.openSocketChannel(), Ledger.SOCKET);
    check("a server socket channel", provider.openServerSocketChannel(), Ledger.SOCKET);
    Pipe pipe = provider.openPipe();
    check("the reading end of a pipe", pipe.source(), Ledger.PIPE);
    check("the writing end of a pipe", pipe.sink(), Ledger.PIPE);
  }

  private void check(String what, Channel channel, String hint)
      throws IOException, ReflectiveOperationException {
    Method number = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
    number.setAccessible(true);
    probes.check(what, (int) number.invoke(channel), hint, channel);
  }
}
