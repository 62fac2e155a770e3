// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import io.jcr.boot.Hooks;
import io.jcr.boot.Ledger;
import io.jcr.boot.LookUps;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The hooks of this JVM, once installed. */
public final class Instruments {
  private static final String OPEN_DESCRIPTORS = "/proc/self/fd";
  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

  private final Instrumentation instrumentation;
  private final Weaver weaver;
  private final ToIntFunction<FileDescriptor> number;
  private final List<String> missingAtInstall;
  private boolean nativeAccess;

  private Instruments(
      Instrumentation instrumentation, Weaver weaver, ToIntFunction<FileDescriptor> number) {
    this.instrumentation = instrumentation;
    this.weaver = weaver;
    this.number = number;
    Probes probes = new Probes(number);
    probes.files();
    this.missingAtInstall = probes.missing();
  }

  /**
   * Defines the boot classes, notes what is open already, and hooks the JDK. Uses no network, no
   * logging and no NIO, so that their settings stay the application's to make.
   *
   * @param keepStacks whether openings keep their stack
   * @throws ReflectiveOperationException if this JDK's internals differ from what is known of them
   */
  public static Instruments install(Instrumentation instrumentation, boolean keepStacks)
      throws IOException, ReflectiveOperationException, UnmodifiableClassException {
    JdkModules.export(instrumentation, "jdk.internal.access", "jdk.internal.misc");
    JdkBridge jdk = JdkBridge.make();
    BootClasses.define(jdk, Instruments.class.getClassLoader());
    Ledger.start(jdk.numberOf(), virtualThreadClass());
    Ledger.keepStacks(keepStacks);
    noteOpenDescriptors(System.currentTimeMillis());
    LookUps.start(System.currentTimeMillis());
    Weaver weaver = new Weaver(Targets.forJdk(Runtime.version().feature()));
    weave(instrumentation, weaver);
    return new Instruments(instrumentation, weaver, jdk.numberOf());
  }

  private static Class<?> virtualThreadClass() throws ClassNotFoundException {
    return Runtime.version().feature() < FIRST_JDK_WITH_VIRTUAL_THREADS
        ? null
        : Class.forName("java.lang.VirtualThread", false, null);
  }

  /** One of the names is the listing's own descriptor; it is gone when it is looked at again. */
  private static void noteOpenDescriptors(long now) {
    String[] names = new File(OPEN_DESCRIPTORS).list();
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (new File(OPEN_DESCRIPTORS, name).exists()) {
        Ledger.before(Integer.parseInt(name), now);
      }
    }
  }

  /**
   * The transformer stays: it hooks classes as they are loaded, and again if others retransform.
   */
  private static void weave(Instrumentation instrumentation, Weaver weaver)
      throws UnmodifiableClassException {
    instrumentation.addTransformer(weaver, true);
    Set<String> names = weaver.classNames();
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (Weaver.isOfJdk(type.getClassLoader()) && names.contains(type.getName())) {
        loaded.add(type);
      }
    }
    if (!loaded.isEmpty()) {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    }
  }

  /**
   * The self-test: what was found at install, and one descriptor opened and closed of each family
   * whose JDK classes are in use now. Families that the application has not touched are left alone:
   * their first use reads settings that it may still make, {@code java.net.preferIPv4Stack} for
   * one. Takes milliseconds; to be asked before every checkpoint.
   */
  public SelfTest selfTest() {
    List<String> missing = new ArrayList<>(missingAtInstall);
    missing.addAll(weaver.problems());
    Probes probes = new Probes(number);
    new ChannelProbes(probes).run(instrumentation);
    missing.addAll(probes.missing());
    return new SelfTest(missing);
  }

  /**
   * Calls back once with the platform's {@code javax.management.MBeanServer}: at once where the
   * application has one, else when it first asks for it. JMX is not loaded for that.
   */
  public void whenPlatformServerIsUsed(Consumer<Object> callback)
      throws ReflectiveOperationException {
    PlatformServer.whenUsed(instrumentation, callback);
  }

  /**
   * Calls back each time that somebody who has attached asks for the properties of this JVM's
   * agents ({@code VirtualMachine.getAgentProperties}), with those properties, before they are
   * sent. Unlike loading an agent, which prints a warning from JDK 21 on, asking leaves no trace.
   * The thread is the JVM's attach listener: it must not be held up.
   */
  public void whenAgentPropertiesAreRead(Consumer<Properties> callback) {
    Hooks.onAgentProperties(
        new Consumer<Object>() {
          @Override
          public void accept(Object properties) {
            callback.accept((Properties) properties);
          }
        });
  }

  /** The classes of that name that are loaded now, one for each loader that has it. */
  public List<Class<?>> loaded(String name) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(name)) {
        found.add(type);
      }
    }
    return found;
  }

  /** Lists the platform threads that live, without taking a lock of Java's. */
  public Supplier<Thread[]> threads() throws ReflectiveOperationException {
    return JdkThreads.of(instrumentation);
  }

  /** Lets JNA load its library without a warning; to be called before JNA's first class loads. */
  public synchronized void allowNativeAccess() throws ReflectiveOperationException {
    if (!nativeAccess) {
      NativeAccess.allow(Instruments.class.getClassLoader());
      nativeAccess = true;
    }
  }
}
