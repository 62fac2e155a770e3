// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The stages in their order. In: a {@link io.jcr.runtime.checkpoint.CheckpointRequest}. Out: a
 * {@link io.jcr.runtime.checkpoint.CheckpointResult}, in the life that the process then has, or one
 * exception with everything that was wrong.
 */
package io.jcr.runtime.checkpoint;
