// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.jvmti;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.Map;

/**
 * One environment of the tool interface, with the right to suspend threads. Only one environment of
 * a JVM can have that right at a time (HotSpot, jvmtiManageCapabilities.cpp), so it is held no
 * longer than a checkpoint takes.
 *
 * <p>The functions are slots of two tables: {@code jvmtiInterface_1_} of jvmti.h counts from 1,
 * {@code JNINativeInterface_} of jni.h from 0.
 */
final class Jvmti implements AutoCloseable {
  static final int NOT_AVAILABLE = 98;
  static final int MUST_POSSESS_CAPABILITY = 99;

  private static final int JNI_VERSION_1_8 = 0x00010008;
  private static final int JVMTI_VERSION_11 = 0x300B0000;
  private static final int JVMTI_VERSION_21 = 0x30150000;
  private static final int GET_ENV = 6;

  private static final int SUSPEND_THREAD_LIST = 92;
  private static final int RESUME_THREAD_LIST = 93;
  private static final int SUSPEND_ALL_VIRTUAL_THREADS = 118;
  private static final int RESUME_ALL_VIRTUAL_THREADS = 119;
  private static final int DISPOSE_ENVIRONMENT = 127;
  private static final int ADD_CAPABILITIES = 142;
  private static final int NEW_GLOBAL_REF = 21;
  private static final int DELETE_GLOBAL_REF = 22;

  /** {@code sizeof(jvmtiCapabilities)}, and the bits of two of them. */
  private static final int CAPABILITIES_SIZE = 16;

  private static final int CAN_SUSPEND = 20;
  private static final int CAN_SUPPORT_VIRTUAL_THREADS = 44;

  private static final Map<String, ?> WITH_OBJECTS =
      Map.of(Library.OPTION_ALLOW_OBJECTS, Boolean.TRUE);

  private final Pointer environment;
  private final Pointer jni;
  private final boolean virtualThreads;
  private final Function suspend;
  private final Function resume;
  private final Function newReference;
  private final Function deleteReference;

  private Jvmti(Pointer environment, Pointer jni, boolean virtualThreads) {
    this.environment = environment;
    this.jni = jni;
    this.virtualThreads = virtualThreads;
    this.suspend = slot(environment, SUSPEND_THREAD_LIST - 1);
    this.resume = slot(environment, RESUME_THREAD_LIST - 1);
    this.newReference = slot(jni, NEW_GLOBAL_REF);
    this.deleteReference = slot(jni, DELETE_GLOBAL_REF);
  }

  /** For the calling thread; no other may use it. */
  static Jvmti open() throws JvmtiException {
    boolean virtualThreads = Runtime.version().feature() >= 21;
    Pointer vm = createdVm();
    Pointer environment = environment(vm, virtualThreads ? JVMTI_VERSION_21 : JVMTI_VERSION_11);
    Jvmti jvmti = new Jvmti(environment, environment(vm, JNI_VERSION_1_8), virtualThreads);
    try {
      jvmti.addCapabilities();
      return jvmti;
    } catch (JvmtiException e) {
      jvmti.close();
      throw e;
    }
  }

  private static Pointer createdVm() throws JvmtiException {
    Path library = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    Function created =
        NativeLibrary.getInstance(library.toString()).getFunction("JNI_GetCreatedJavaVMs");
    PointerByReference vm = new PointerByReference();
    int error = created.invokeInt(new Object[] {vm, 1, new IntByReference()});
    if (error != 0 || vm.getValue() == null) {
      throw new JvmtiException("JNI_GetCreatedJavaVMs", error);
    }
    return vm.getValue();
  }

  private static Pointer environment(Pointer vm, int version) throws JvmtiException {
    PointerByReference environment = new PointerByReference();
    check("GetEnv", slot(vm, GET_ENV).invokeInt(new Object[] {vm, environment, version}));
    return environment.getValue();
  }

  private static Function slot(Pointer object, int index) {
    return Function.getFunction(
        object.getPointer(0).getPointer((long) index * Native.POINTER_SIZE));
  }

  private void addCapabilities() throws JvmtiException {
    byte[] capabilities = new byte[CAPABILITIES_SIZE];
    set(capabilities, CAN_SUSPEND);
    if (virtualThreads) {
      set(capabilities, CAN_SUPPORT_VIRTUAL_THREADS);
    }
    Function add = slot(environment, ADD_CAPABILITIES - 1);
    check("AddCapabilities", add.invokeInt(new Object[] {environment, capabilities}));
  }

  private static void set(byte[] bits, int bit) {
    bits[bit / 8] |= (byte) (1 << bit % 8);
  }

  /** A reference that outlives the call, or 0 where memory is short. */
  long reference(Thread thread) {
    Object made = newReference.invoke(Pointer.class, new Object[] {jni, thread}, WITH_OBJECTS);
    return made == null ? 0 : Pointer.nativeValue((Pointer) made);
  }

  void release(long reference) {
    deleteReference.invokeVoid(new Object[] {jni, reference});
  }

  /** Suspends the threads of a list of references; {@code results} gets one error for each. */
  void suspend(int count, Pointer references, Pointer results) throws JvmtiException {
    check(
        "SuspendThreadList",
        suspend.invokeInt(new Object[] {environment, count, references, results}));
  }

  void resume(int count, Pointer references, Pointer results) throws JvmtiException {
    check(
        "ResumeThreadList",
        resume.invokeInt(new Object[] {environment, count, references, results}));
  }

  /** Virtual threads of all sorts, those that start later too; nothing before JDK 21. */
  void suspendVirtualThreads() throws JvmtiException {
    if (virtualThreads) {
      check("SuspendAllVirtualThreads", callForAll(SUSPEND_ALL_VIRTUAL_THREADS));
    }
  }

  void resumeVirtualThreads() throws JvmtiException {
    if (virtualThreads) {
      check("ResumeAllVirtualThreads", callForAll(RESUME_ALL_VIRTUAL_THREADS));
    }
  }

  /** With an empty list of exceptions. */
  private int callForAll(int function) {
    return slot(environment, function - 1).invokeInt(new Object[] {environment, 0, Pointer.NULL});
  }

  private static void check(String call, int error) throws JvmtiException {
    if (error != 0) {
      throw new JvmtiException(call, error);
    }
  }

  @Override
  public void close() {
    slot(environment, DISPOSE_ENVIRONMENT - 1).invokeInt(new Object[] {environment});
  }
}
