// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Tells {@code LookUps} of the begin and the end of one method, also where it throws. A constructor
 * begins where the object is there, after the call of another constructor: before that it cannot be
 * in the reach of a handler.
 */
final class LookUpVisitor extends MethodVisitor {
  private static final String LOOK_UPS = "io/jcr/boot/LookUps";

  private final Label begin = new Label();
  private final Target target;
  private int newObjects;
  private boolean isObject;
  private boolean hasBegun;

  LookUpVisitor(MethodVisitor next, String method, Target target) {
    super(WeavingVisitor.API, next);
    this.target = target;
    this.isObject = !method.equals("<init>");
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (isObject) {
      begin();
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    if (opcode == Opcodes.NEW) {
      newObjects++;
    }
  }

  /** Constructors of new objects, arguments of the other constructor, come before their own. */
  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (isObject || opcode != Opcodes.INVOKESPECIAL || !name.equals("<init>")) {
      return;
    }
    if (newObjects > 0) {
      newObjects--;
    } else {
      isObject = true;
      begin();
    }
  }

  private void begin() {
    super.visitLdcInsn(target.event());
    super.visitMethodInsn(Opcodes.INVOKESTATIC, LOOK_UPS, "begin", "(Ljava/lang/String;)V", false);
    super.visitLabel(begin);
    hasBegun = true;
  }

  @Override
  public void visitInsn(int opcode) {
    if (hasBegun && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      end();
    }
    super.visitInsn(opcode);
  }

  private void end() {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, LOOK_UPS, "end", "()V", false);
  }

  /** The last handler, so that it gets what no other one wants. It needs no local variable. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label end = new Label();
    super.visitLabel(end);
    super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
    end();
    super.visitInsn(Opcodes.ATHROW);
    super.visitTryCatchBlock(begin, end, end, "java/lang/Throwable");
    super.visitMaxs(maxStack, maxLocals);
  }
}
