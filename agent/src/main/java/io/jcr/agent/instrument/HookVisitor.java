// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Adds the hooks of one method. Ends are noted at entry, so that the number is forgotten before it
 * is free. Births are noted at entry where an argument is the descriptor, else at every normal
 * return; nothing is added where the method throws.
 */
final class HookVisitor extends MethodVisitor {
  private static final String LEDGER = "io/jcr/boot/Ledger";
  private static final String HOOKS = "io/jcr/boot/Hooks";

  private final String className;
  private final boolean isStatic;
  private final Type[] arguments;
  private final List<Target> targets;

  HookVisitor(
      MethodVisitor next,
      String className,
      boolean isStatic,
      String descriptor,
      List<Target> targets) {
    super(WeavingVisitor.API, next);
    this.className = className;
    this.isStatic = isStatic;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.targets = targets;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (Target target : targets) {
      if (isAtEntry(target)) {
        callHook(target);
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      for (Target target : targets) {
        if (!isAtEntry(target)) {
          callHook(target);
        }
      }
    }
    super.visitInsn(opcode);
  }

  private static boolean isAtEntry(Target target) {
    return target.event().equals(Target.CLOSED) || target.value().isKnownAtEntry();
  }

  private void callHook(Target target) {
    load(target.value());
    String type = target.value().type();
    switch (target.event()) {
      case Target.SERVER -> call(HOOKS, "platformServer", "(" + type + ")V");
      case Target.PROPERTIES -> call(HOOKS, "agentProperties", "(" + type + ")V");
      case Target.CLOSED -> call(LEDGER, "closed", "(" + type + ")V");
      default -> {
        super.visitLdcInsn(target.event());
        call(LEDGER, "opened", "(" + type + "Ljava/lang/String;)V");
      }
    }
  }

  private void call(String owner, String method, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
  }

  private void load(Value value) {
    switch (value.from()) {
      case THIS -> super.visitVarInsn(Opcodes.ALOAD, 0);
      case RESULT -> super.visitInsn(Opcodes.DUP);
      case ARGUMENT -> loadArgument(value);
      case NOWHERE -> throw new IllegalStateException("a look-up has no descriptor");
    }
    if (!value.field().isEmpty()) {
      super.visitFieldInsn(Opcodes.GETFIELD, className, value.field(), value.type());
    }
  }

  private void loadArgument(Value value) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < value.argument(); i++) {
      slot += arguments[i].getSize();
    }
    super.visitVarInsn(arguments[value.argument()].getOpcode(Opcodes.ILOAD), slot);
    if (!value.field().isEmpty()) {
      super.visitTypeInsn(Opcodes.CHECKCAST, className);
    }
  }
}
