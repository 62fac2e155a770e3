// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The JVM's own tool interface (jvmti.h of the JDK), reached through JNA. In: threads. Out: the
 * same threads, stopped and going again. It is what a debugger uses to stop a program, and needs no
 * native agent of ours.
 */
package io.jcr.criu.jvmti;
