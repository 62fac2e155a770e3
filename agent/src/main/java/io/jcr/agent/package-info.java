// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The agent, in JCR's own loader. In: the call of {@code premain} or {@code agentmain}. Out: the
 * running {@link io.jcr.agent.Agent}, which checkpoints are asked from.
 */
package io.jcr.agent;
