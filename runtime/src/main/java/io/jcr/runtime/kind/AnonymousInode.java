// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

/**
 * A kernel object without a file that CRIU carries: an eventfd, a timer, a signal descriptor, an
 * inotify instance or a pidfd.
 *
 * @param name {@code eventfd}, {@code timerfd}, {@code signalfd}, {@code inotify} or {@code pidfd}
 * @param target the link in {@code /proc/PID/fd}
 */
public record AnonymousInode(String name, String target) implements Kind {}
