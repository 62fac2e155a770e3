// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a checkpoint will do. In: a {@link io.jcr.runtime.config.Config}, a {@link
 * io.jcr.runtime.handle.HandleTable} and facts about the {@link io.jcr.runtime.plan.Platform}. Out:
 * a {@link io.jcr.runtime.plan.Plan}, or every {@link io.jcr.runtime.plan.Blocker} at once. Nothing
 * here reads or changes anything.
 */
package io.jcr.runtime.plan;
