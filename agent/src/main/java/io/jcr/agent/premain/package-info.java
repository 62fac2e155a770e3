// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The only classes that the application's own class loader sees. In: the JVM's call of {@code
 * premain}, {@code agentmain} or {@code main}. Out: JCR's own loader, and the call handed on to the
 * class of the same purpose inside it.
 */
package io.jcr.agent.premain;
