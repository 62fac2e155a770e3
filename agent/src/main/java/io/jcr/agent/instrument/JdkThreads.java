// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * Lists the platform threads through {@code Thread.getThreads}, a native method that takes no lock
 * of Java's: thread groups have locks, and a stopped thread may hold one.
 */
final class JdkThreads implements Supplier<Thread[]> {
  private final MethodHandle getThreads;

  private JdkThreads(MethodHandle getThreads) {
    this.getThreads = getThreads;
  }

  static JdkThreads of(Instrumentation instrumentation) throws ReflectiveOperationException {
    JdkModules.open(instrumentation, Thread.class);
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodType type = MethodType.methodType(Thread[].class);
    return new JdkThreads(lookup.findStatic(Thread.class, "getThreads", type));
  }

  @Override
  public Thread[] get() {
    try {
      return (Thread[]) getThreads.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
