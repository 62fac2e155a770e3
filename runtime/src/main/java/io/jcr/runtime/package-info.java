// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What happens to a process on its way into an image. The packages are in the order of the data:
 * {@code config} -> {@code handle} ({@code kind}) -> {@code plan} -> {@code image} -> {@code
 * checkpoint}, which calls them in that order.
 */
package io.jcr.runtime;
