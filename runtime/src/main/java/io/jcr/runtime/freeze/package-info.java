// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The world stop. In: the threads of the JVM. Out: a {@link io.jcr.runtime.freeze.WorldStop},
 * during which no Java thread runs but the one that asked, and none is in the kernel on a
 * descriptor that is about to be taken away.
 *
 * <p>What runs inside the stop must not wait for a stopped thread: no class is loaded that a
 * rehearsal has not loaded, nothing is logged, no lock is taken that the application can hold.
 */
package io.jcr.runtime.freeze;
