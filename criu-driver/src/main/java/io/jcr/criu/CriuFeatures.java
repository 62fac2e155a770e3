// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

/**
 * What kernel and CRIU can do together.
 *
 * @param memoryTracking dirty pages are known, so dumps can be incremental
 * @param lazyPages pages can be brought when they are touched (userfaultfd(2))
 * @param pidfdStore processes are told apart when their ids are used again
 */
public record CriuFeatures(boolean memoryTracking, boolean lazyPages, boolean pidfdStore) {}
