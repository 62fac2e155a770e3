// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static net.bytebuddy.jar.asm.Opcodes.ACC_FINAL;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SUPER;
import static net.bytebuddy.jar.asm.Opcodes.ACONST_NULL;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.CHECKCAST;
import static net.bytebuddy.jar.asm.Opcodes.INVOKEINTERFACE;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESPECIAL;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.IRETURN;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;
import static net.bytebuddy.jar.asm.Opcodes.V17;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * Plain calls of {@code jdk.internal.access}, in a class that is made at run time: Java 17's public
 * API, which the code compiles against, does not show that package. Reflection and method handles
 * would do too, at the price of more time at start than all else together, on JDK 18 and later.
 *
 * @param defineInBootLoader defines a class by name and class file: {@code
 *     JavaLangAccess.defineClass(null, name, bytes, null, null)}
 * @param numberOf reads a descriptor's number: {@code JavaIOFileDescriptorAccess.get}
 */
record JdkBridge(
    BiFunction<String, byte[], Class<?>> defineInBootLoader,
    ToIntFunction<FileDescriptor> numberOf) {
  private static final String NAME = "io/jcr/agent/instrument/JdkCalls";
  private static final String SECRETS = "jdk/internal/access/SharedSecrets";
  private static final String LANG = "jdk/internal/access/JavaLangAccess";
  private static final String DESCRIPTORS = "jdk/internal/access/JavaIOFileDescriptorAccess";

  /** Makes it; the package must be exported to this class's module. */
  @SuppressWarnings("unchecked") // the made class implements both
  static JdkBridge make() throws ReflectiveOperationException {
    Class<?> made = MethodHandles.lookup().defineClass(classFile());
    Object calls = made.getDeclaredConstructor().newInstance();
    return new JdkBridge(
        (BiFunction<String, byte[], Class<?>>) calls, (ToIntFunction<FileDescriptor>) calls);
  }

  private static byte[] classFile() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {"java/util/function/BiFunction", "java/util/function/ToIntFunction"};
    int access = ACC_PUBLIC | ACC_FINAL | ACC_SUPER;
    writer.visit(V17, access, NAME, null, "java/lang/Object", interfaces);
    constructor(writer);
    defineClass(writer);
    getNumber(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor method = method(writer, "<init>", "()V");
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    end(method, RETURN);
  }

  private static void defineClass(ClassWriter writer) {
    MethodVisitor method =
        method(writer, "apply", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
    secret(method, "getJavaLangAccess", LANG);
    method.visitInsn(ACONST_NULL);
    argument(method, 1, "java/lang/String");
    argument(method, 2, "[B");
    method.visitInsn(ACONST_NULL);
    method.visitInsn(ACONST_NULL);
    String descriptor =
        "(Ljava/lang/ClassLoader;Ljava/lang/String;[B"
            + "Ljava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;";
    method.visitMethodInsn(INVOKEINTERFACE, LANG, "defineClass", descriptor, true);
    end(method, ARETURN);
  }

  private static void getNumber(ClassWriter writer) {
    MethodVisitor method = method(writer, "applyAsInt", "(Ljava/lang/Object;)I");
    secret(method, "getJavaIOFileDescriptorAccess", DESCRIPTORS);
    argument(method, 1, "java/io/FileDescriptor");
    String descriptor = "(Ljava/io/FileDescriptor;)I";
    method.visitMethodInsn(INVOKEINTERFACE, DESCRIPTORS, "get", descriptor, true);
    end(method, IRETURN);
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor method = writer.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
    method.visitCode();
    return method;
  }

  private static void secret(MethodVisitor method, String getter, String type) {
    method.visitMethodInsn(INVOKESTATIC, SECRETS, getter, "()L" + type + ";", false);
  }

  private static void argument(MethodVisitor method, int slot, String type) {
    method.visitVarInsn(ALOAD, slot);
    method.visitTypeInsn(CHECKCAST, type);
  }

  private static void end(MethodVisitor method, int opcode) {
    method.visitInsn(opcode);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
