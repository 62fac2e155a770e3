// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The table of everything that is open in a process.
 *
 * <p>In: the files of {@code /proc/PID}, the peers of Unix sockets ({@link
 * io.jcr.runtime.handle.UnixPeers}), the protocols of sockets that no table of the kernel lists
 * ({@link io.jcr.runtime.handle.OwnSockets}) and what the agent recorded about who opened what
 * ({@link io.jcr.runtime.handle.ProvenanceSource}). Out: one {@link
 * io.jcr.runtime.handle.HandleTable}, made by {@link io.jcr.runtime.handle.HandleScanner}.
 *
 * <p>For each file of {@code /proc} there is one class that turns its text into a record. Tables
 * that list the whole host ({@code net/*}) are read leniently: a line of another shape is left out,
 * and a socket whose line is missing becomes {@link io.jcr.runtime.kind.Unsupported}. Files that
 * speak of the process alone are read strictly: {@link io.jcr.runtime.handle.ProcFormatException}
 * names the line, because a handle or mapping left out would be lost without a word.
 */
package io.jcr.runtime.handle;
