// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the distribution as a user has it: real JVMs, real CRIU. Each starts a small program of
 * {@code io.jcr.it.app}, which checks itself, and acts on it with {@code bin/jcr}.
 */
package io.jcr.it;
