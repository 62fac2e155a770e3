// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Drives CRIU through its own RPC (https://criu.org/API/RPC). In: a {@link
 * io.jcr.criu.DumpRequest}. Out: a {@link io.jcr.criu.DumpOutcome}, or a {@link
 * io.jcr.criu.CriuException} with the words of CRIU's log.
 *
 * <p>{@code criu swrk} is started by the keeper, a small program outside the tree of the process to
 * be dumped: CRIU must not be a child of what it dumps, and when the dump has succeeded and the
 * process is gone somebody has to give the image its name.
 */
package io.jcr.criu;
