// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * Weaves calls of the boot classes into the methods of the table, as the JVM loads or retransforms
 * their classes. It only ever adds straight-line instructions to methods, and to look-ups a handler
 * at their end whose frame is known: no new members, no branches, so no stack map has to be
 * computed and no other class is looked at.
 *
 * <p>No lambdas here or below: the first one of a JVM costs more than all the weaving.
 */
final class Weaver implements ClassFileTransformer {
  private final Map<String, List<Target>> targets = new HashMap<>();
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  Weaver(List<Target> table) {
    for (Target target : table) {
      targets.putIfAbsent(target.type(), new ArrayList<>());
      targets.get(target.type()).add(target);
    }
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (!isOfJdk(loader) || className == null) {
      return null;
    }
    List<Target> ofClass = targets.get(className);
    return ofClass == null ? null : weave(className, ofClass, classFile);
  }

  /** The platform's loader has the modules of security that look up users. */
  static boolean isOfJdk(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private byte[] weave(String className, List<Target> ofClass, byte[] classFile) {
    try {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      WeavingVisitor visitor = new WeavingVisitor(writer, className, ofClass);
      reader.accept(visitor, 0);
      note(ofClass, visitor.woven());
      return writer.toByteArray();
    } catch (Throwable e) {
      problems.put(className.replace('/', '.'), e.toString());
      return null;
    }
  }

  private void note(List<Target> ofClass, Set<String> names) {
    woven.addAll(names);
    for (Target target : ofClass) {
      if (!names.contains(target.name())) {
        problems.put(target.name(), "no method of this JDK fits");
      }
    }
  }

  /** Whether the JVM has shown this class, and at least one row of that name fitted. */
  boolean hasWoven(String name) {
    return woven.contains(name);
  }

  /** Classes and methods of the table that the JVM has shown and that could not be woven. */
  List<String> problems() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> problem : problems.entrySet()) {
      lines.add(problem.getKey() + ": " + problem.getValue());
    }
    lines.sort(null);
    return lines;
  }

  /** The classes of the table, with dots. */
  Set<String> classNames() {
    Set<String> names = new HashSet<>();
    for (String type : targets.keySet()) {
      names.add(type.replace('/', '.'));
    }
    return names;
  }
}
