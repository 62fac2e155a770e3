// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Taking handles away from CRIU and bringing them back. In: the plan that was made while the world
 * stood still. Out: a {@link io.jcr.runtime.detach.Detachment}, and after the dump the same handles
 * on the same entries: the very same open file descriptions in the life that goes on, new ones in a
 * restored life.
 */
package io.jcr.runtime.detach;
