// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What operators see of checkpoints without asking. In: the result of each checkpoint, in the life
 * that goes on and in each restored one. Out: a line on standard error, the application's own
 * Micrometer registry where it has one, and events of the flight recorder where one is recording.
 */
package io.jcr.agent.telemetry;
