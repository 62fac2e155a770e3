// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes JNA a named module of JCR's loader, with native access. From JDK 24 on, loading a native
 * library without that prints a warning (JEP 472). All unnamed modules share one permission; it is
 * not touched, or the application's own first native call would lose its warning.
 */
final class NativeAccess {
  private static final int FIRST_JDK_THAT_WARNS = 24;

  /** JNA's own module name, from its module descriptor. */
  private static final String NAME = "com.sun.jna";

  /** The packages of jna.jar. */
  static final Set<String> PACKAGES =
      Set.of("com.sun.jna", "com.sun.jna.internal", "com.sun.jna.ptr", "com.sun.jna.win32");

  private NativeAccess() {}

  /**
   * To be called before the first class of JNA is loaded, with {@code jdk.internal.access} exported
   * to this class's module.
   */
  static void allow(ClassLoader loader) throws ReflectiveOperationException {
    if (Runtime.version().feature() < FIRST_JDK_THAT_WARNS) {
      return;
    }
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(finder(), ModuleFinder.of(), Set.of(NAME));
    ModuleLayer layer =
        ModuleLayer.defineModules(configuration, List.of(boot), name -> loader).layer();
    Object access =
        Class.forName("jdk.internal.access.SharedSecrets")
            .getMethod("getJavaLangAccess")
            .invoke(null);
    Class.forName("jdk.internal.access.JavaLangAccess")
        .getMethod("addEnableNativeAccess", Module.class)
        .invoke(access, layer.findModule(NAME).orElseThrow());
  }

  /** An automatic module: it reads and exports everything, as on the class path. */
  private static ModuleFinder finder() {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newAutomaticModule(NAME).packages(PACKAGES).build();
    ModuleReference reference = new LoadedElsewhere(descriptor);
    return new ModuleFinder() {
      @Override
      public Optional<ModuleReference> find(String name) {
        return name.equals(NAME) ? Optional.of(reference) : Optional.empty();
      }

      @Override
      public Set<ModuleReference> findAll() {
        return Set.of(reference);
      }
    };
  }

  /** The loader finds the classes by itself; nobody reads through the module. */
  private static final class LoadedElsewhere extends ModuleReference {
    LoadedElsewhere(ModuleDescriptor descriptor) {
      super(descriptor, URI.create("jcr:/" + NAME));
    }

    @Override
    public ModuleReader open() {
      throw new UnsupportedOperationException("classes come from the agent's jar");
    }
  }
}
