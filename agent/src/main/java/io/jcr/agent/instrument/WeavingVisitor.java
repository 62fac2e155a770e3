// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Hooks the methods of one class; the others are copied as they are. */
final class WeavingVisitor extends ClassVisitor {
  static final int API = Opcodes.ASM9;

  private final String className;
  private final List<Target> targets;
  private final Set<String> woven = new HashSet<>();

  WeavingVisitor(ClassVisitor next, String className, List<Target> targets) {
    super(API, next);
    this.className = className;
    this.targets = targets;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    boolean hasBody = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
    List<Target> ofMethod = hasBody ? matching(name, descriptor) : List.of();
    if (ofMethod.isEmpty()) {
      return next;
    }
    for (Target target : ofMethod) {
      woven.add(target.name());
    }
    if (ofMethod.get(0).isLookUp()) {
      return new LookUpVisitor(next, name, ofMethod.get(0));
    }
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return new HookVisitor(next, className, isStatic, descriptor, ofMethod);
  }

  private List<Target> matching(String name, String descriptor) {
    List<Target> matching = new ArrayList<>();
    for (Target target : targets) {
      if (target.matches(name, descriptor)) {
        matching.add(target);
      }
    }
    return matching;
  }

  /** The names of the rows that have fitted. */
  Set<String> woven() {
    return woven;
  }
}
