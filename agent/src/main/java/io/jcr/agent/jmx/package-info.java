// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints through JMX: {@code jcr:type=Checkpoint}. In: calls of a management client. Out: open
 * types, and exceptions whose message holds every blocker. Nothing here listens on a network.
 */
package io.jcr.agent.jmx;
