// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is mended in a life made from an image, before anybody uses it. In: a process that has just
 * been restored. Out: the same, fit for its new place.
 */
package io.jcr.runtime.fixup;
