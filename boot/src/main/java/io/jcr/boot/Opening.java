// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

/**
 * One birth of a descriptor, as the hook saw it.
 *
 * @param thread name of the thread; empty where the descriptor is older than the agent
 * @param epochMillis wall clock in milliseconds since 1970, UTC
 * @param stack holds the frames of the thread, JCR's own included; {@code null} where the
 *     descriptor is older than the agent or stacks are switched off
 * @param hint what was opened, one of the {@code Ledger.*} words
 */
public record Opening(String thread, long epochMillis, Throwable stack, String hint) {}
