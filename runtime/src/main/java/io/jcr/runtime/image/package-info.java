// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The folder that a checkpoint leaves. In: a {@link io.jcr.runtime.plan.Plan} and facts about the
 * process. Out: {@code manifest.json} for people and tools, {@code restore.plan} for {@code jcr
 * restore}, beside CRIU's own files.
 */
package io.jcr.runtime.image;
