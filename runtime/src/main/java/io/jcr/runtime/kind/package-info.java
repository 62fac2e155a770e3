// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What an open file description can be: one record for each kind, a closed set that ends in {@link
 * io.jcr.runtime.kind.Unsupported}.
 *
 * <p>In: nothing; the records are filled by {@code io.jcr.runtime.handle}. Out: {@link
 * io.jcr.runtime.kind.Kind}, which the plan switches over.
 */
package io.jcr.runtime.kind;
