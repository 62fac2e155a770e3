// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * Whatever CRIU cannot carry and no other kind claims.
 *
 * @param name a word for the table: {@code io_uring}, {@code perf event}, {@code bpf}, {@code
 *     socket}
 * @param target the link in {@code /proc/PID/fd}, or the family of a socket
 * @param reason why it cannot be carried, and what would avoid it; for users
 */
public record Unsupported(String name, String target, String reason) implements Kind {}
