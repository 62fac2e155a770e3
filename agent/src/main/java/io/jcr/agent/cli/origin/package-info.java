// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Where descriptors come from that no Java class has opened, seen from outside: nothing in the JVM
 * is stopped or asked.
 *
 * <p>In: {@code /proc/PID} and what the agent answered. Out: for each such descriptor the libraries
 * that may have opened it, the threads that use it, and commands that would tell.
 */
package io.jcr.agent.cli.origin;
